/** The parts of arn:partition:service:region:account:resource; what a shorter text leaves out is empty. */
export interface Arn {
    service: string;
    account: string;
    /** All that follows the account, colons included. */
    resource: string;
}

export function arnOf(text: string): Arn {
    const parts = text.split(":");
    return { service: parts[2] ?? "", account: parts[4] ?? "", resource: parts.slice(5).join(":") };
}

export function hasWildcard(text: string): boolean {
    return /[*?]/.test(text);
}

/** Whether an ARN leaves open which bucket, function, table it means, or whose: a wildcard before the resource's own name ends. */
export function isWide(text: string): boolean {
    const { service, account, resource } = arnOf(text);
    return (
        service === "" || hasWildcard(service) || hasWildcard(account) ||
        resource === "" || hasWildcard(ownName(service, resource))
    );
}

/** The name stands before the first slash in S3 and API Gateway, and after the kind elsewhere: role/name, log-group:name. */
function ownName(service: string, resource: string): string {
    const segments = resource.split(/[/:]/);
    if (service === "s3" || service === "execute-api") {
        return segments[0] ?? "";
    }
    const name = segments.slice(0, 2).join("/");
    // A name that begins with a letter may end in a wildcard where others follow it: table/my_database/raw_*.
    return segments.length > 2 ? name : name.replace(/([A-Za-z0-9_-]{3,})\*$/, "$1");
}
