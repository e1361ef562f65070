const SAID = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
})

/** "26 Nov, 21:10" of a moment of the server, which tells UTC. */
export const whenSaid = (iso: string): string =>
  SAID.format(new Date(/Z|[+-]\d\d:\d\d$/.test(iso) ? iso : `${iso}Z`))
