package dev.lolscale.local.athena;

import dev.lolscale.local.athena.SqlType.Base;
import java.util.List;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Reads the types of Iceberg's schemas. */
final class IcebergTypes {

    private IcebergTypes() {}

    static SqlType read(Type type) {
        return switch (type.typeId()) {
            case BOOLEAN -> SqlType.BOOLEAN;
            case INTEGER -> SqlType.INTEGER;
            case LONG -> SqlType.BIGINT;
            case FLOAT -> SqlType.of(Base.REAL);
            case DOUBLE -> SqlType.DOUBLE;
            case STRING -> SqlType.VARCHAR;
            case BINARY, FIXED -> SqlType.VARBINARY;
            case DATE -> SqlType.DATE;
            case TIMESTAMP ->
                (((Types.TimestampType) type).shouldAdjustToUTC() ? SqlType.timestampIn("UTC") : SqlType.TIMESTAMP)
                        .withDigits(6);
            case DECIMAL -> {
                Types.DecimalType decimal = (Types.DecimalType) type;
                yield SqlType.decimal(decimal.precision(), decimal.scale());
            }
            case LIST -> SqlType.array(read(((Types.ListType) type).elementType()));
            case MAP -> {
                Types.MapType map = (Types.MapType) type;
                yield SqlType.map(read(map.keyType()), read(map.valueType()));
            }
            case STRUCT -> {
                List<Types.NestedField> fields = ((Types.StructType) type).fields();
                yield SqlType.row(
                        fields.stream().map(field -> read(field.type())).toList(),
                        fields.stream().map(Types.NestedField::name).toList());
            }
            default -> throw new IllegalArgumentException("column type " + type + " of Iceberg is not known to Athena");
        };
    }
}
