import type { Choices, Fault, FileLook, Role } from "../types"

/** Everything the page does to choices: pure functions, so that the table stays a picture of them. */

/** What the menu of a column offers: the roles, and being nothing but what tells rows apart. */
export type Shown = Role | "row"

export interface RoleOption {
  id: Shown
  label: string
}

/** Roles by the question they answer, as the menu of a column shows them. */
export const ROLES: { group: string; roles: RoleOption[] }[] = [
  {
    group: "Who",
    roles: [
      { id: "user_id", label: "Customer" },
      { id: "email", label: "E-mail" },
      { id: "anonymous_id", label: "Visitor (cookie, device)" },
      { id: "account_id", label: "Account, company" },
    ],
  },
  {
    group: "When",
    roles: [
      { id: "time", label: "Time" },
      { id: "later", label: "Time of another event" },
    ],
  },
  {
    group: "What",
    roles: [
      { id: "event", label: "Event" },
      { id: "row", label: "Id of the row" },
      { id: "order_id", label: "Order" },
      { id: "product", label: "Product" },
      { id: "revenue", label: "Money" },
      { id: "currency", label: "Currency" },
      { id: "score", label: "Score" },
      { id: "text", label: "Words they wrote" },
      { id: "language", label: "Language" },
    ],
  },
  {
    group: "Where",
    roles: [
      { id: "channel", label: "Channel" },
      { id: "touchpoint", label: "Touchpoint" },
      { id: "device", label: "Device" },
      { id: "agent", label: "Agent" },
      { id: "campaign", label: "Campaign" },
      { id: "campaign_source", label: "Campaign source" },
      { id: "medium", label: "Medium" },
    ],
  },
  {
    group: "Else",
    roles: [
      { id: "property", label: "Property, kept" },
      { id: "ignore", label: "Ignored" },
    ],
  },
]

const OF_TRAITS = new Set<Shown>(["user_id", "account_id", "time", "property", "ignore"])
const MANY = new Set<Role>(["later", "property", "ignore"])

/** The roles that rows of this kind know: what is known of customers has no events. */
export const rolesFor = (rows: Choices["rows"]) =>
  rows === "events"
    ? ROLES
    : ROLES.map(({ group, roles }) => ({
        group,
        roles: roles.filter((role) => OF_TRAITS.has(role.id)),
      })).filter(({ roles }) => roles.length > 0)

/** What the menu of a column shows. */
export function shown(choices: Choices, name: string): Shown {
  const role = choices.columns.find((column) => column.name === name)?.role ?? "ignore"
  return role === "ignore" && choices.event_id.includes(name) ? "row" : role
}

/** Takes what somebody chose in the menu of a column. Money is read as the column writes it: `comma` for 1.234,56. */
export function withShown(choices: Choices, name: string, to: Shown, comma = false): Choices {
  if (to === "row") return { ...withRole(choices, name, "ignore"), event_id: [name] }
  const alone = shown(choices, name) === "row"
  const event_id = alone ? choices.event_id.filter((one) => one !== name) : choices.event_id
  const decimal = to === "revenue" ? (comma ? "," : ".") : choices.decimal
  return withRole({ ...choices, event_id, decimal }, name, to)
}

/** Gives a column a role; whoever had a role that only one can have keeps its values as a property. */
export function withRole(choices: Choices, name: string, role: Role): Choices {
  const columns = choices.columns.map((column) => {
    if (column.name === name)
      return { ...column, role, event: role === "later" ? (column.event ?? laterName(name)) : null }
    return column.role === role && !MANY.has(role) ? { ...column, role: "property" as const } : column
  })
  const scale = role === "score" ? (choices.scale ?? "stars") : choices.scale
  const scored = columns.some((column) => column.role === "score")
  return {
    ...choices,
    columns,
    scale: scored ? scale : null,
    scale_version: scored ? choices.scale_version : null,
  }
}

/** "delivered_at" -> "Delivered" */
function laterName(column: string): string {
  const words = column
    .replaceAll(/[_\W]+/g, " ")
    .replace(/ (at|on|date|time|timestamp)$/i, "")
    .trim()
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase()
}

export const withLater = (choices: Choices, name: string, event: string): Choices => ({
  ...choices,
  columns: choices.columns.map((column) => (column.name === name ? { ...column, event } : column)),
})

/** Rows as events or as what is known of customers; roles that the other kind does not know become properties. */
export function withRows(choices: Choices, rows: Choices["rows"]): Choices {
  const known = (role: Role): Role =>
    rows === "traits" && !OF_TRAITS.has(role) ? (role === "email" ? "user_id" : "property") : role
  return {
    ...choices,
    rows,
    columns: choices.columns.map((column) => ({ ...column, role: known(column.role) })),
  }
}

export const columnOf = (choices: Choices, role: Role) =>
  choices.columns.find((column) => column.role === role)?.name ?? null

/** What may tell rows apart: all that stands in them, one column, or the columns that do so together now. */
export function apart(choices: Choices): { id: string; label: string }[] {
  const together = choices.event_id.length > 1 ? [choices.event_id] : []
  const lists = [[], ...together, ...choices.columns.map((column) => [column.name])]
  return lists.map((names) => ({
    id: JSON.stringify(names),
    label: names.length ? names.join(" + ") : "all that stands in them",
  }))
}

/** Faults of a column, of a choice for all rows, and those that belong to neither. */
export const faultOf = (faults: readonly Fault[], column: string) =>
  faults.find((fault) => fault.column === column) ?? null
export const faultAt = (faults: readonly Fault[], field: string) =>
  faults.find((fault) => fault.field === field && fault.column === null) ?? null

/** Whether what was read before would be read otherwise now: then old rows may have to go first. */
export function changed(look: FileLook, choices: Choices): boolean {
  return look.known_source && JSON.stringify(look.choices) !== JSON.stringify(choices)
}

const DELIMITERS: Record<string, string> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" }
export const DELIMITER_OPTIONS = Object.entries(DELIMITERS).map(([id, label]) => ({ id, label }))
export const ENCODINGS = [
  { id: "utf-8", label: "UTF-8" },
  { id: "cp1252", label: "Windows-1252 (Latin-1)" },
  { id: "iso8859-15", label: "Latin-9" },
  { id: "cp1250", label: "Windows-1250 (Central Europe)" },
  { id: "cp1251", label: "Windows-1251 (Cyrillic)" },
  { id: "utf-16", label: "UTF-16" },
  { id: "mac-roman", label: "Mac Roman" },
]

const FORMATS: Record<string, string> = {
  csv: "CSV",
  parquet: "Parquet",
  jsonl: "JSON Lines",
  xes: "XES",
  xlsx: "Excel",
}

/** "CSV, semicolon, Windows-1252 (Latin-1)" */
export function writtenWords(look: FileLook): string {
  const encoding = ENCODINGS.find((one) => one.id === look.encoding)?.label ?? look.encoding
  return [
    FORMATS[look.format] ?? look.format,
    look.delimiter ? (DELIMITERS[look.delimiter] ?? look.delimiter) : "",
    encoding,
  ]
    .filter(Boolean)
    .join(", ")
}
