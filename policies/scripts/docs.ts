import { writeFileSync } from "node:fs";
import { policies } from "../policies";
import { documentation } from "../src/documentation";

// npm runs it in the pack's folder.
writeFileSync("../docs/policies.md", documentation(policies));
