/** Our own icons on a grid of 16; an icon never stands without a word. */
export const ICONS = {
  web: "M3.5 3h9A1.5 1.5 0 0 1 14 4.500v6a1.5 1.5 0 0 1-1.5 1.500h-9A1.5 1.5 0 0 1 2 10.500v-6A1.5 1.5 0 0 1 3.5 3zM6 14.500h4",
  email:
    "M3.2 3.500h9.600a1.4 1.4 0 0 1 1.4 1.400v6.200a1.4 1.4 0 0 1-1.4 1.400H3.200a1.4 1.4 0 0 1-1.4-1.400V4.900a1.4 1.4 0 0 1 1.4-1.400zM2.2 4.6 8 9.200l5.8-4.6",
  chat: "M2 3h12v8H7l-3.2 2.800V11H2z",
  video:
    "M3.2 3.500h6.200a1.4 1.4 0 0 1 1.4 1.400v6.200a1.4 1.4 0 0 1-1.4 1.400H3.200a1.4 1.4 0 0 1-1.4-1.400V4.900a1.4 1.4 0 0 1 1.4-1.400zM10.8 7l3.6-2.200v6.400L10.8 9",
  store:
    "M2 6.2 3.2 2.500h9.600L14 6.200M3.2 7.500v6h9.600v-6M2 6.200c0 1.6 2.9 1.6 3 0 .1 1.6 2.9 1.6 3 0 .1 1.6 2.9 1.6 3 0 .1 1.6 3 1.6 3 0",
  parcel: "m8 1.8 5.8 3v6.400L8 14.200l-5.8-3V4.800zM2.4 4.9 8 7.800l5.6-2.900M8 7.800v6.2",
  payment:
    "M3.2 3.500h9.600a1.4 1.4 0 0 1 1.4 1.400v6.200a1.4 1.4 0 0 1-1.4 1.400H3.200a1.4 1.4 0 0 1-1.4-1.400V4.900a1.4 1.4 0 0 1 1.4-1.400zM2 6.500h12",
  review: "m8 1.8 1.9 4 4.3.6-3.1 3 .8 4.300L8 11.600l-3.9 2.1.8-4.3-3.1-3 4.3-.6z",
  survey: "M4 1.800h5.500L12.5 5v9.200H4zM9.5 1.800V5h3M6 8h4.500M6 10.800h4.5",
  service: "M13.5 2.5 5 11c-2.5 2.5-1 3.5 0 2.500s.4-3-1.5-1.500M12.3 5.200l-1.5-1.5",
  app: "M5.5 1.500h5A1.5 1.5 0 0 1 12 3v10a1.5 1.5 0 0 1-1.5 1.500h-5A1.5 1.5 0 0 1 4 13V3a1.5 1.5 0 0 1 1.5-1.500zM7 12.300h2",
  phone:
    "M3 2.5 5.5 2l1.3 3.2-1.6 1.300a9 9 0 0 0 4.3 4.300l1.3-1.6 3.2 1.3-.5 2.500c-.2.7-.8 1-1.5 1C6.5 13.5 2.5 9.5 2 4c0-.7.3-1.3 1-1.500z",
  social:
    "M5.8 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM14.2 3.800a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM14.2 12.200a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM5.6 7.100l4.8-2.400M5.6 8.900l4.8 2.4",
  search: "M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM10.3 10.3 14 14",
  ad: "M2.5 6v4h2.300l5.7 3V3L4.8 6zM12.5 6.200c.8.9.8 2.7 0 3.6",
  letter: "M4 1.800h5.500L12.5 5v9.200H4zM9.5 1.800V5h3",
  label: "M8.6 2H14v5.400l-6.4 6.400L2.2 8.400zM11.2 4.800h.01",
  place:
    "M8 14.200s4.5-4.3 4.5-7.900a4.5 4.5 0 0 0-9 0c0 3.6 4.5 7.9 4.5 7.900zM9.5 6.300a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0z",
  people:
    "M8.5 5.500a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM1.5 13.500c.4-3 2-4.3 4.5-4.300s4.1 1.3 4.5 4.300M10.5 3.200a2.5 2.5 0 0 1 0 4.600M11.7 9.500c1.7.5 2.6 1.8 2.8 4",
  calendar:
    "M3.5 3h9A1.5 1.5 0 0 1 14 4.500v8a1.5 1.5 0 0 1-1.5 1.500h-9A1.5 1.5 0 0 1 2 12.500v-8A1.5 1.5 0 0 1 3.5 3zM2 6.500h12M5.5 1.500V4M10.5 1.500V4",
  down: "m4 6 4 4 4-4",
  right: "m6 4 4 4-4 4",
  close: "m4 4 8 8m0-8-8 8",
  check: "m3 8.5 3.2 3.200L13 4.8",
  tune: "M2 4.500h7.5M12.5 4.500H14M9.5 3v3M2 11.500h1.500M6.5 11.500H14M6.5 10v3",
  flag: "M3.5 14V2.5h8.500l-2 3 2 3H3.5",
  plus: "M8 3v10M3 8h10",
  download: "M8 2v8M8 10l3-3M8 10 5 7M2.5 13.500h11",
  upload: "M8 11V3M8 3 5 6M8 3l3 3M2.5 13.500h11",
  sun: "M11 8a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM8 1v1.500M8 13.500V15M1 8h1.500M13.5 8H15M3.050 3.050l1.060 1.060M11.890 11.890l1.060 1.060M3.050 12.950l1.060-1.060M11.890 4.110l1.060-1.060",
  moon: "M13.5 9.600A5.8 5.8 0 0 1 6.4 2.500a5.8 5.8 0 1 0 7.1 7.100z",
  warn: "M8 2.2 14.4 13.500H1.600zM8 6.500v3.400M8 11.600v.1",
  keys: "M2.9 4h10.200A1.4 1.4 0 0 1 14.5 5.400v5.200a1.4 1.4 0 0 1-1.4 1.400H2.900a1.4 1.4 0 0 1-1.4-1.400V5.400A1.4 1.4 0 0 1 2.9 4zM4.5 6.700h.01M7 6.700h.01M9.5 6.700h.01M12 6.700h.01M5 9.500h6",
  play: "M5 3.200v9.600L12.5 8z",
  pen: "M13.5 2.5 5 11l-2.5.8L3.3 9.3 11.8.8z",
  undo: "M6 3 3 6l3 3M3 6h6.500a3.500 3.500 0 0 1 0 7H6",
  redo: "m10 3 3 3-3 3M13 6H6.500a3.500 3.500 0 0 0 0 7H10",
  comment: "M3 3h10a1 1 0 0 1 1 1v6.500a1 1 0 0 1-1 1H7.500L4 14v-2.500H3a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1z",
  share:
    "M6.500 9.500 9.500 6.500M7 4.500l1.200-1.200a3 3 0 0 1 4.500 4.200L11.500 9M9 11.500l-1.200 1.200a3 3 0 0 1-4.500-4.200L4.500 7",
  layout:
    "M3.5 2.500h9a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zM6.5 2.500v11M10 2.500v11",
} as const

export type IconName = keyof typeof ICONS

const CHANNELS: [RegExp, IconName][] = [
  [/\be? ?mails?\b|newsletter|\bcrm\b/, "email"],
  [/video|youtube|stream|\btv\b/, "video"],
  [/chat|messag|whatsapp|\bsms\b|support|help|ticket/, "chat"],
  [/store|stall|branch|retail|\bpos\b/, "store"],
  [/parcel|deliver|carrier|ship|packag|logistic|tracking|return/, "parcel"],
  [/pay|checkout|billing|invoice|refund/, "payment"],
  [/review|rating|stars/, "review"],
  [/survey|\bnps\b|feedback|interview|form\b/, "survey"],
  [/repair|service|workshop|\bcare\b/, "service"],
  [/\bapp\b|mobile|\bios\b|android|push/, "app"],
  [/phone|\bcall|\bivr\b|voice/, "phone"],
  [/social|instagram|facebook|tiktok|referral|mention|communit|friend|word of mouth|talk/, "social"],
  [/search|\bseo\b|google|organic/, "search"],
  [/\bads?\b|advert|display|affiliate|campaign|radio|print/, "ad"],
  [/letter|\bpost\b/, "letter"],
  [/resale|resell|label|\btag/, "label"],
  [/event|fair\b|market|place/, "place"],
]

/** The icon of a channel or touchpoint by its name; a plain screen when the name says nothing. */
export function iconOf(...names: (string | null | undefined)[]): IconName {
  for (const name of names) {
    const text = name?.toLowerCase().replaceAll(/[_-]/g, " ")
    if (!text) continue
    const found = CHANNELS.find(([pattern]) => pattern.test(text))
    if (found) return found[1]
  }
  return "web"
}
