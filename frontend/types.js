// Writes src/lib/schema.d.ts from the server's OpenAPI document: `npm run types`.
import { execFileSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import openapiTS, { astToString } from "openapi-typescript"

const python = process.env.PYTHON ?? "../.venv/bin/python"
const document = JSON.parse(execFileSync(python, ["../scripts/openapi.py"], { encoding: "utf8" }))
// The server writes every field of an answer, also those that have a default.
for (const schema of Object.values(document.components.schemas)) {
  if (schema.properties) schema.required = Object.keys(schema.properties)
}
const types = astToString(await openapiTS(document))
writeFileSync(
  "src/lib/schema.d.ts",
  `// Generated from the server's OpenAPI document by \`npm run types\`.\n\n${types}`,
)
