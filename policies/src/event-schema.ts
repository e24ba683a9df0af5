import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The project's event schema, seen from the pack's folder, in which Pulumi runs a pack. */
const FILE = join("..", "schema", "src", "main", "resources", "dev", "lolscale", "schema", "events.json");

/** The columns of the event schema, each as name and type; none when the pack is used outside of the project. */
export function schemaColumns(): string[] {
    if (!existsSync(FILE)) {
        return [];
    }
    const schema = JSON.parse(readFileSync(FILE, "utf8")) as { columns: { name: string; type: string }[] };
    return schema.columns.map(({ name, type }) => `${name} ${type}`);
}
