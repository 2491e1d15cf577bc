import { Cookies, useQuasar } from 'quasar'
import { ref, type Ref } from 'vue'

const COOKIE_NAME = 'region'
const COOKIE_DAYS = 365

/** Of the browser; on the server every request has its own. */
const own = ref<string>()

/** The country whose formats of numbers and dates are used, "CH"; empty for the device's. */
export function useRegion() {
  const region = import.meta.env.QUASAR_SERVER
    ? ref(useQuasar().cookies.get<string>(COOKIE_NAME) ?? '')
    : (own as Ref<string>)
  region.value ??= Cookies.get<string>(COOKIE_NAME) ?? ''

  function choose(choice: string) {
    // A cookie, since the rendering server needs it as well.
    Cookies.set(COOKIE_NAME, choice, { path: '/', sameSite: 'Lax', expires: COOKIE_DAYS })
    region.value = choice
  }

  return { region, choose }
}
