import { page } from "../page.svelte"
import type { Bench } from "./bench.svelte"
import { search, titleOf } from "./measures"
import { setField, setText } from "./operations"
import type { CardDraft, MeasureRef } from "./shape"
import { slashAt, span } from "./slash"

/** Choosing a measure with "/" while a card's text is written: a list first, then what the measure asks for. */

export interface Offer {
  id: string
  title: string
  note: string
  /** Null takes the number away. */
  ref: MeasureRef | null
}

interface Asked {
  card: string
  node: HTMLTextAreaElement
  query: string
}

export class Choosing {
  readonly list = "measures-found"
  /** The text in which "/" was typed; null while nothing is offered. */
  asked = $state.raw<Asked | null>(null)
  /** The measure that was chosen, while its parameters are. */
  setting = $state.raw<{ card: string; node: HTMLTextAreaElement; ref: MeasureRef } | null>(null)
  at = $state(0)

  readonly offers = $derived.by(() => (this.asked ? this.#offers(this.asked) : []))

  constructor(readonly bench: Bench) {}

  /** The record of a card. */
  card(id: string): CardDraft | undefined {
    return this.bench.draft?.steps
      .flatMap((step) => Object.values(step.cards).flat())
      .find((one) => one.id === id)
  }

  #offers({ card, query }: Asked): Offer[] {
    const measures = this.bench.vocabulary?.measures ?? []
    const found = search(measures, query).map((one) => ({
      id: one.name,
      title: one.title,
      note: one.question,
      ref: { name: one.name },
    }))
    const now = this.card(card)?.measure
    if (!now || query) return found
    const title = titleOf(now, measures)
    return [
      { id: "!change", title: `Change “${title}”`, note: "Its parameters, filter and time", ref: now },
      { id: "!away", title: `Take “${title}” away`, note: "The card keeps its text", ref: null },
      ...found,
    ]
  }

  /** Serves the field in which the text of a card is written. */
  serve(card: string) {
    return (node: HTMLTextAreaElement) => {
      const read = () => {
        const slashed = slashAt(node.value, node.selectionStart)
        this.asked = slashed && { card, node, query: slashed.query }
        this.at = 0
        // words that name nothing are text
        if (slashed && slashed.query.includes(" ") && !this.offers.length) this.asked = null
        if (this.asked) page.said = this.#told()
      }
      const oninput = (event: Event) => {
        const begins = event instanceof InputEvent && event.inputType.startsWith("insert")
        if (this.asked || (begins && slashAt(node.value, node.selectionStart)?.query === "")) read()
      }
      const onkeyup = (event: KeyboardEvent) => {
        if (this.asked && /^(Arrow(Left|Right)|Home|End)$/.test(event.key)) read()
      }
      const onkeydown = (event: KeyboardEvent) => {
        if (!this.asked || event.isComposing || !this.#key(event.key)) return
        event.preventDefault()
        event.stopPropagation()
      }
      // a field that is taken away loses the focus while things are drawn: then nothing may be set
      const onblur = () => queueMicrotask(() => this.#forget(node))
      node.addEventListener("input", oninput)
      node.addEventListener("keyup", onkeyup)
      node.addEventListener("keydown", onkeydown)
      node.addEventListener("blur", onblur)
      node.setAttribute("aria-autocomplete", "list")
      $effect(() => {
        const open = this.asked?.node === node && this.offers.length > 0
        node.toggleAttribute("aria-controls", open)
        if (!open) {
          node.removeAttribute("aria-activedescendant")
          return
        }
        node.setAttribute("aria-controls", this.list)
        node.setAttribute("aria-activedescendant", `${this.list}-${this.at}`)
      })
      return () => {
        node.removeEventListener("input", oninput)
        node.removeEventListener("keyup", onkeyup)
        node.removeEventListener("keydown", onkeydown)
        node.removeEventListener("blur", onblur)
        queueMicrotask(() => this.#forget(node))
      }
    }
  }

  #forget(node: HTMLTextAreaElement): void {
    if (this.asked?.node === node && document.activeElement !== node) this.asked = null
    if (this.setting?.node === node && !node.isConnected) this.setting = null
  }

  #told(): string {
    const many = this.offers.length
    return many
      ? `${many} ${many === 1 ? "measure" : "measures"}. Arrows choose, Enter takes.`
      : "No measure."
  }

  /** Whether a key means the list. */
  #key(key: string): boolean {
    const many = this.offers.length
    if (key === "Escape") this.asked = null
    else if (!many) {
      if (key === "Enter") this.asked = null
      return false
    } else if (key === "ArrowDown" || key === "ArrowUp")
      this.at = (this.at + (key === "ArrowDown" ? 1 : -1) + many) % many
    else if (key === "Enter" || key === "Tab") this.take(this.offers[this.at])
    else return false
    return true
  }

  /** Takes what was chosen: its "/" and the letters behind it leave the text. */
  take(offer: Offer | undefined): void {
    const asked = this.asked
    if (!asked || !offer) return
    const { card, node } = asked
    const slashed = slashAt(node.value, node.selectionStart)
    this.asked = null
    if (slashed) {
      const [start, end] = span(node.value, node.selectionStart, slashed)
      node.setRangeText("", start, end, "end")
      node.dispatchEvent(new Event("input"))
    }
    if (offer.ref) this.setting = { card, node, ref: offer.ref }
    else {
      this.bench.set("cards", card, "measure", null)
      page.said = "The number is gone."
    }
  }

  /** Puts the measure on the card; a card without words is called what it measures. */
  put(ref: MeasureRef): void {
    const setting = this.setting
    if (!setting) return
    const { card, node } = setting
    const title = titleOf(ref, this.bench.vocabulary?.measures ?? [])
    this.bench.edit("!measure", () => {
      setField(this.bench.live.doc, "cards", card, "measure", ref)
      if (!node.value.trim()) setText(this.bench.live.doc, "cards", card, "text", title)
    })
    this.back()
    page.said = `${title} is on the card.`
  }

  /** Back to the text. */
  back(): void {
    const node = this.setting?.node
    node?.focus({ preventScroll: true })
    this.setting = null
  }
}
