package dev.lolscale.local.athena;

import io.trino.sql.tree.AstVisitor;
import io.trino.sql.tree.BinaryLiteral;
import io.trino.sql.tree.BooleanLiteral;
import io.trino.sql.tree.CurrentTime;
import io.trino.sql.tree.DecimalLiteral;
import io.trino.sql.tree.DoubleLiteral;
import io.trino.sql.tree.GenericLiteral;
import io.trino.sql.tree.IntervalLiteral;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.NullLiteral;
import io.trino.sql.tree.StringLiteral;
import io.trino.sql.tree.TimestampLiteral;
import java.math.BigDecimal;

/** Writes values that stand in the query as text, in DuckDB's SQL. */
final class LiteralTranslator extends AstVisitor<Sql, Void> {

    @Override
    protected Sql visitNode(Node node, Void unused) {
        throw ExpressionTranslator.notAvailable(node);
    }

    @Override
    protected Sql visitNullLiteral(NullLiteral node, Void unused) {
        return new Sql("NULL", SqlType.UNKNOWN);
    }

    @Override
    protected Sql visitBooleanLiteral(BooleanLiteral node, Void unused) {
        return new Sql(node.getValue() ? "true" : "false", SqlType.BOOLEAN);
    }

    @Override
    protected Sql visitLongLiteral(LongLiteral node, Void unused) {
        long value = node.getParsedValue();
        boolean small = value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE;
        return new Sql(Long.toString(value), small ? SqlType.INTEGER : SqlType.BIGINT);
    }

    @Override
    protected Sql visitDecimalLiteral(DecimalLiteral node, Void unused) {
        String value = node.getValue().replace("_", "");
        BigDecimal number = new BigDecimal(value);
        int scale = Math.max(0, number.scale());
        SqlType type = SqlType.decimal(Math.max(number.precision(), scale + (value.startsWith(".") ? 0 : 1)), scale);
        return new Sql("CAST(" + Quoted.text(number.toPlainString()) + " AS " + type.duckDb() + ")", type);
    }

    @Override
    protected Sql visitDoubleLiteral(DoubleLiteral node, Void unused) {
        return new Sql("CAST(" + Quoted.text(Double.toString(node.getValue())) + " AS DOUBLE)", SqlType.DOUBLE);
    }

    @Override
    protected Sql visitStringLiteral(StringLiteral node, Void unused) {
        return new Sql(Quoted.text(node.getValue()), SqlType.varchar(node.length()));
    }

    @Override
    protected Sql visitBinaryLiteral(BinaryLiteral node, Void unused) {
        return new Sql("from_hex(" + Quoted.text(node.toHexString()) + ")", SqlType.VARBINARY);
    }

    @Override
    protected Sql visitGenericLiteral(GenericLiteral node, Void unused) {
        SqlType type = TypeTranslator.named(node, node.getType());
        if (type.is(SqlType.Base.JSON)) {
            return new Sql("json(" + Quoted.text(node.getValue()) + ")", type);
        }
        return Casts.cast(node, new Sql(Quoted.text(node.getValue()), SqlType.VARCHAR), type, false);
    }

    @Override
    protected Sql visitTimestampLiteral(TimestampLiteral node, Void unused) {
        return TimeLiterals.timestamp(node);
    }

    @Override
    protected Sql visitIntervalLiteral(IntervalLiteral node, Void unused) {
        return TimeLiterals.interval(node);
    }

    @Override
    protected Sql visitCurrentTime(CurrentTime node, Void unused) {
        return switch (node.getFunction()) {
            case DATE -> new Sql("current_date", SqlType.DATE);
            case TIMESTAMP -> new Sql("date_trunc('millisecond', now())", SqlType.timestampIn("UTC"));
            case LOCALTIMESTAMP -> new Sql("CAST(date_trunc('millisecond', now()) AS TIMESTAMP)", SqlType.TIMESTAMP);
            default -> throw ExpressionTranslator.notAvailable(node);
        };
    }
}
