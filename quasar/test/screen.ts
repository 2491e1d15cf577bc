import { flushPromises } from '@vue/test-utils'
import { vi } from 'vitest'

const NAMED = {
  button: 'button, a.q-btn, [role=button]',
  link: 'a[href]',
  textbox: 'input:not([type=file])',
  radio: '[role=radio]',
  tab: '[role=tab]',
  img: '[role=img]',
  progressbar: '[role=progressbar]',
  alert: '[role=alert]:not(.q-notification)',
  table: 'table',
}

function name(element: Element): string {
  const label = element.getAttribute('aria-label') ?? element.closest('label')?.textContent
  return (label || element.querySelector('caption')?.textContent || element.textContent).trim()
}

/** The elements that a person would find by this role and name, dialogs and menus included. */
export function all(role: keyof typeof NAMED, label?: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(NAMED[role])].filter(
    (element) => label === undefined || name(element).includes(label),
  )
}

export function the(role: keyof typeof NAMED, label?: string): HTMLElement {
  const [found, ...more] = all(role, label)
  if (!found || more.length) {
    throw new Error(`${more.length + Number(!!found)} × ${role} "${label ?? ''}" on the page`)
  }
  return found
}

export async function press(label: string) {
  the('button', label).click()
  await flushPromises()
}

/** As Enter does, in the form that is named so, or the only one. */
export async function submit(label?: string) {
  const forms = [...document.querySelectorAll('form')]
  const form = label ? forms.find((each) => each.getAttribute('aria-label') === label) : forms[0]
  form!.dispatchEvent(new Event('submit'))
  await flushPromises()
}

export async function type(label: string, text: string) {
  const input = the('textbox', label) as HTMLInputElement
  input.value = text
  input.dispatchEvent(new Event('input'))
  await flushPromises()
}

export const text = () => document.body.textContent.replaceAll(/\s+/g, ' ')

/** What a page loads later takes its time on a busy machine. */
export const until = <T>(met: () => T) => vi.waitFor(met, { timeout: 10_000 })
