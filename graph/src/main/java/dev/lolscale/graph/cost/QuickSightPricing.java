package dev.lolscale.graph.cost;

import dev.lolscale.graph.GraphResource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * QuickSight: its users, who are the same for all reports. A stack does not declare them, so their number is assumed, and the
 * bill says so. What a report is made of has no charge of its own, also inside of a stack of CloudFormation.
 */
final class QuickSightPricing implements ServicePricing {

    private static final String SERVICE = "QuickSight";
    private static final String CLOUDFORMATION = "aws:cloudformation/stack:Stack";
    private static final String IN_TEMPLATES = "AWS::QuickSight::";
    private static final Set<String> TYPES = Set.of(
            CLOUDFORMATION,
            "aws:quicksight/analysis:Analysis",
            "aws:quicksight/dashboard:Dashboard",
            "aws:quicksight/dataSet:DataSet",
            "aws:quicksight/dataSource:DataSource",
            "aws:quicksight/refreshSchedule:RefreshSchedule",
            "aws:quicksight/template:Template");

    @Override
    public Set<String> types() {
        return TYPES;
    }

    @Override
    public void price(GraphResource resource, Flow flow, Charges charges) {
        if (!isOfQuickSight(resource, flow)) {
            charges.unpriced(resource, "what its template makes is not known");
            return;
        }
        charges.free(resource, "QuickSight charges its users, not its reports");
        Optional<GraphResource> first = flow.graph().resources().stream()
                .filter(each -> TYPES.contains(each.type()) && isOfQuickSight(each, flow))
                .findFirst();
        if (first.filter(resource::equals).isPresent()) {
            users(resource, flow.measurements(), charges);
        }
    }

    private static void users(GraphResource resource, Measurements assumed, Charges charges) {
        double readers = assumed.number("quicksight.readers");
        double authors = assumed.number("quicksight.authors");
        charges.charge(resource, SERVICE, "readers", readers, "quicksight.reader");
        charges.charge(resource, SERVICE, "authors", authors, "quicksight.author");
        charges.warn(String.format(
                Locale.ROOT,
                "QuickSight is priced for %.0f readers and %.0f author, and for no more of SPICE than an author brings"
                        + " along: nobody has told how many there are",
                readers,
                authors));
    }

    private static boolean isOfQuickSight(GraphResource resource, Flow flow) {
        return !resource.type().equals(CLOUDFORMATION)
                || template(resource, flow).contains(IN_TEMPLATES);
    }

    /** The text of a stack's template, or of the object that its address names. */
    private static String template(GraphResource stack, Flow flow) {
        String address = stack.inputs().optionalText("templateUrl").orElse("");
        return stack.inputs()
                .optionalText("templateBody")
                .or(() -> flow.graph().ofType("aws:s3/bucketObjectv2:BucketObjectv2").stream()
                        .filter(object -> address.endsWith(
                                "/" + object.inputs().optionalText("key").orElse("/")))
                        .flatMap(object -> object.inputs().optionalText("content").stream())
                        .findFirst())
                .orElse("");
    }
}
