import type * as Y from "yjs"
import type { Editing } from "./editing"
import { difference, follow, write } from "./text"

type TextField = HTMLInputElement | HTMLTextAreaElement

/** Ties a text field to a shared text: what is typed goes there, what others type comes here and leaves the caret be. */
export function tie(field: TextField, text: Y.Text, editing: Editing, intent: string): () => void {
  let composing = false
  const show = () => {
    const change = difference(field.value, text.toString())
    if (!change || composing) return
    const [start, end] = [field.selectionStart ?? 0, field.selectionEnd ?? 0]
    field.value = text.toString()
    if (document.activeElement === field) field.setSelectionRange(follow(start, change), follow(end, change))
  }
  const oninput = () => editing.edit(intent, () => write(text, field.value))
  const began = () => (composing = true)
  const ended = () => {
    composing = false
    oninput()
  }
  field.value = text.toString()
  field.addEventListener("input", oninput)
  field.addEventListener("compositionstart", began)
  field.addEventListener("compositionend", ended)
  text.observe(show)
  return () => {
    text.unobserve(show)
    field.removeEventListener("input", oninput)
    field.removeEventListener("compositionstart", began)
    field.removeEventListener("compositionend", ended)
    editing.pause()
  }
}
