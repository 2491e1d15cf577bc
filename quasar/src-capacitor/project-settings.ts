/** Settings of the generated Android and iOS projects: links, files and backups. */

export interface Settings {
  /** Of links that open the application: `<scheme>://account`. */
  scheme: string
  /** Host of the site, whose links open the application as well. */
  host: string
  /** First segments of the paths of those links. */
  pages: string[]
}

const CSV_TYPES = ['text/csv', 'text/comma-separated-values']

/** Return AndroidManifest.xml with the filters of links and of CSV files. */
export function androidManifest(manifest: string, { scheme, host, pages }: Settings): string {
  const browsable =
    '                <category android:name="android.intent.category.BROWSABLE" />\n'
  const filters = [
    filter('VIEW', [`android:scheme="${scheme}"`], { categories: browsable }),
    filter(
      'VIEW',
      [
        `android:scheme="https" android:host="${host}"`,
        ...pages.map((page) => `android:pathPrefix="/${page}"`),
      ],
      { attributes: ' android:autoVerify="true"', categories: browsable },
    ),
    ...CSV_TYPES.flatMap((type) => [
      filter('VIEW', [`android:scheme="content" android:mimeType="${type}"`]),
      filter('SEND', [`android:mimeType="${type}"`]),
    ]),
  ]
  // The key of the stored token does not leave the device; a restored copy would be unreadable.
  const changed = replaceOnce(manifest, 'android:allowBackup="true"', 'android:allowBackup="false"')
  return replaceOnce(changed, '</activity>', `${filters.join('')}        </activity>`)
}

function filter(
  action: 'VIEW' | 'SEND',
  data: string[],
  { attributes = '', categories = '' } = {},
): string {
  return `
            <intent-filter${attributes}>
                <action android:name="android.intent.action.${action}" />
                <category android:name="android.intent.category.DEFAULT" />
${categories}${data.map((each) => `                <data ${each} />\n`).join('')}            </intent-filter>
`
}

/** Return MainActivity.java, in which a shared file is one to open: the App plugin reports those. */
export function mainActivity(source: string): string {
  const imports = `import android.content.Intent;
import android.net.Uri;
import androidx.core.content.IntentCompat;
`
  const changed = replaceOnce(
    source,
    'import com.getcapacitor',
    `${imports}import com.getcapacitor`,
  )
  return replaceOnce(
    changed,
    'extends BridgeActivity {}',
    `extends BridgeActivity {

    // Called for the intent of the start as well.
    @Override
    protected void onNewIntent(Intent intent) {
        super.onNewIntent(asOpened(intent));
    }

    private static Intent asOpened(Intent intent) {
        if (intent == null || !Intent.ACTION_SEND.equals(intent.getAction())) return intent;
        Uri file = IntentCompat.getParcelableExtra(intent, Intent.EXTRA_STREAM, Uri.class);
        if (file == null) return intent;
        return new Intent(intent).setAction(Intent.ACTION_VIEW).setDataAndType(file, intent.getType());
    }
}`,
  )
}

/** Return Info.plist with the scheme of links and the type of CSV files. */
export function infoPlist(plist: string, { scheme }: Settings): string {
  return replaceOnce(
    plist,
    '</dict>\n</plist>',
    `	<key>CFBundleURLTypes</key>
	<array>
		<dict>
			<key>CFBundleURLName</key>
			<string>$(PRODUCT_BUNDLE_IDENTIFIER)</string>
			<key>CFBundleURLSchemes</key>
			<array>
				<string>${scheme}</string>
			</array>
		</dict>
	</array>
	<key>CFBundleDocumentTypes</key>
	<array>
		<dict>
			<key>CFBundleTypeName</key>
			<string>CSV</string>
			<key>LSHandlerRank</key>
			<string>Alternate</string>
			<key>LSItemContentTypes</key>
			<array>
				<string>public.comma-separated-values-text</string>
			</array>
		</dict>
	</array>
	<key>LSSupportsOpeningDocumentsInPlace</key>
	<false/>
</dict>
</plist>`,
  )
}

/** Return the entitlement for links of the site. */
export function entitlements({ host }: Settings): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>com.apple.developer.associated-domains</key>
	<array>
		<string>applinks:${host}</string>
	</array>
</dict>
</plist>
`
}

/** Return project.pbxproj with the entitlements in every configuration. */
export function xcodeProject(project: string): string {
  const setting = 'INFOPLIST_FILE = App/Info.plist;'
  if (!project.includes(setting)) throw new Error(`${setting} is missing.`)
  return project.replaceAll(
    setting,
    `CODE_SIGN_ENTITLEMENTS = App/App.entitlements;\n\t\t\t\t${setting}`,
  )
}

/** Replace the first of the text. Its absence would silently build an application without it. */
function replaceOnce(text: string, found: string, replacement: string): string {
  if (!text.includes(found)) throw new Error(`${found} is missing.`)
  return text.replace(found, () => replacement)
}
