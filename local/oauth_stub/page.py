import html


def page(provider: str) -> str:
    title = html.escape(f"Sign in with {provider.capitalize()}, as if")
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
  body {{ font: 16px/1.6 system-ui; max-width: 24rem; margin: 3rem auto; padding: 0 1rem }}
  label {{ display: block; margin: 1rem 0 }}
  input:not([type=checkbox]) {{ display: block; width: 100%; font: inherit }}
  button {{ font: inherit; padding: .3rem 1.2rem }}
</style>
<h1>{title}</h1>
<p>This stub asks for no password. The same name is the same user.</p>
<form method="post">
  <label>Name <input name="name" required autofocus></label>
  <label>Email <input name="email" type="email" placeholder="empty: no email is shared"></label>
  <label><input name="verified" type="checkbox" checked> Verified</label>
  <label><input name="hosted" type="checkbox" checked> Google hosts its domain</label>
  <button name="decision" value="allow">Allow</button>
  <button name="decision" value="deny" formnovalidate>Deny</button>
</form>
</html>
"""
