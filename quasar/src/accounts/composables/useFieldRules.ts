import { useI18n } from 'vue-i18n'

type Rule = (value: string) => true | string

/** Client-side validation rules; the server validates again. */
export function useFieldRules() {
  const { t } = useI18n()
  const rule =
    (holds: (value: string) => boolean, message: string): Rule =>
    (value) =>
      holds(value) || t(message)
  return {
    required: rule((value) => value !== '', 'accounts.required'),
    email: rule((value) => /^\S+@\S+\.\S+$/.test(value), 'accounts.emailInvalid'),
    handle: rule((value) => /^\w{3,30}$/.test(value), 'accounts.handleInvalid'),
    password: rule((value) => value.length >= 8, 'accounts.passwordShort'),
  }
}
