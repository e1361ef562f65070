/** The first of each id, in order: lists that are keyed by id may hold none twice. */
export function uniqueById<T extends { id: string }>(all: readonly T[]): T[] {
  return all.filter((one, at) => all.findIndex((other) => other.id === one.id) === at)
}
