import { expectNoBarrier, expectNoOverflow, loaded } from './barriers'
import { expect, test, upload } from './users'

test.use({ locale: 'ar-EG', viewport: { width: 360, height: 740 } })

test('an Arabic reader signs in, uploads a statement and sees the spending', async ({
  page,
  alice,
}) => {
  await page.goto('/')
  await loaded(page)
  await expectNoOverflow(page)

  await page.goto('/sign-in')
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await page.getByLabel('البريد الإلكتروني').fill(alice.email)
  await page.getByLabel('كلمة المرور', { exact: true }).fill(alice.password)
  await page.getByRole('main').getByRole('button', { name: 'تسجيل الدخول', exact: true }).click()
  await expect(page.getByText('لا توجد بيانات بعد')).toBeVisible()

  await page.goto('/statements')
  await page.getByLabel('اختيار ملف').setInputFiles({
    name: 'فارغ.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('\n'),
  })
  await expect(page.getByText('الملف فارغ.')).toBeVisible()
  await upload(page, 'chase_credit.csv', 'اختيار ملف')
  await expect(page.getByText('12 صفًا')).toBeVisible()

  await page.goto('/spending')
  await expect(page.getByText('فبراير 2026', { exact: true }).first()).toBeVisible()
  await loaded(page)
  const earlier = await page.getByRole('button', { name: 'السابق' }).boundingBox()
  const later = await page.getByRole('button', { name: 'التالي' }).boundingBox()
  expect(earlier!.x).toBeGreaterThan(later!.x)
  await expectNoOverflow(page)
  await expectNoBarrier(page)

  await page.goto('/transactions')
  await expect(page.getByText(/^\d+ معامل/)).toBeVisible()
  await loaded(page)
  await expectNoOverflow(page)
})
