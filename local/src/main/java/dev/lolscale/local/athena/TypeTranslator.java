package dev.lolscale.local.athena;

import dev.lolscale.local.athena.SqlType.Base;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.DataType;
import io.trino.sql.tree.DataTypeParameter;
import io.trino.sql.tree.DateTimeDataType;
import io.trino.sql.tree.GenericDataType;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.NumericParameter;
import io.trino.sql.tree.RowDataType;
import io.trino.sql.tree.TypeParameter;
import java.util.ArrayList;
import java.util.List;

/** Reads the types that a query names. */
final class TypeTranslator {

    private TypeTranslator() {}

    static SqlType named(Node where, String type) {
        try {
            return translate(new SqlParser().createType(type));
        } catch (ParsingException e) {
            throw ExpressionTranslator.mismatch(where, "Unknown type: " + type);
        }
    }

    static SqlType translate(DataType type) {
        if (type instanceof GenericDataType generic) {
            return generic(generic);
        }
        if (type instanceof DateTimeDataType time && time.getType() == DateTimeDataType.Type.TIMESTAMP) {
            SqlType timestamp = time.isWithTimeZone() ? SqlType.timestampIn("UTC") : SqlType.TIMESTAMP;
            boolean fine = time.getPrecision()
                    .map(digits -> digits instanceof NumericParameter number
                            && number.getValue().matches("[4-9]|1[0-2]"))
                    .orElse(false);
            return timestamp.withDigits(fine ? 6 : 3);
        }
        if (type instanceof RowDataType row) {
            List<SqlType> types = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (RowDataType.Field field : row.getFields()) {
                types.add(translate(field.getType()));
                names.add(field.getName().map(name -> name.getValue()).orElse("field" + names.size()));
            }
            return SqlType.row(types, names);
        }
        throw ExpressionTranslator.notAvailable(type);
    }

    private static SqlType generic(GenericDataType type) {
        List<DataTypeParameter> arguments = type.getArguments();
        return switch (type.getName().getCanonicalValue()) {
            case "BOOLEAN" -> SqlType.BOOLEAN;
            case "TINYINT" -> SqlType.of(Base.TINYINT);
            case "SMALLINT" -> SqlType.of(Base.SMALLINT);
            case "INT", "INTEGER" -> SqlType.INTEGER;
            case "BIGINT" -> SqlType.BIGINT;
            case "REAL" -> SqlType.of(Base.REAL);
            case "DOUBLE" -> SqlType.DOUBLE;
            case "DECIMAL" -> SqlType.decimal(number(type, 0, 38), number(type, 1, 0));
            case "VARCHAR" -> arguments.isEmpty() ? SqlType.VARCHAR : SqlType.varchar(number(type, 0, 0));
            case "VARBINARY" -> SqlType.VARBINARY;
            case "DATE" -> SqlType.DATE;
            case "JSON" -> SqlType.JSON;
            case "ARRAY" -> SqlType.array(inner(type, 0));
            case "MAP" -> SqlType.map(inner(type, 0), inner(type, 1));
            case "STRING" ->
                throw ExpressionTranslator.mismatch(type, "Unknown type: string; in a query the type is varchar");
            default ->
                throw ExpressionTranslator.mismatch(
                        type, "Unknown type: " + type.getName().getValue());
        };
    }

    private static int number(GenericDataType type, int position, int otherwise) {
        if (position >= type.getArguments().size()) {
            return otherwise;
        }
        if (type.getArguments().get(position) instanceof NumericParameter number
                && number.getValue().matches("\\d{1,9}")) {
            return Integer.parseInt(number.getValue());
        }
        throw ExpressionTranslator.mismatch(type, "Unknown type: " + type);
    }

    private static SqlType inner(GenericDataType type, int position) {
        if (position < type.getArguments().size()
                && type.getArguments().get(position) instanceof TypeParameter parameter) {
            return translate(parameter.getValue());
        }
        throw ExpressionTranslator.mismatch(type, "Unknown type: " + type);
    }
}
