# Signing in to the pages
help-dashboard = open the command centre (a link comes in private)
sign-in-link =
    Open the command centre: { $url }
    Valid for { MINUTES($minutes) }, once only; do not forward it.
sent-in-private = The sign-in link was sent to you in private.
link-only-in-private = A sign-in link comes in private only: open { $link } first, then send /dashboard again.
no-pages = This bot serves no pages; ask its owner.
sign-in-title = Sign in to the patrol's command centre
sign-in-how = In Telegram, send /dashboard to the bot { $bot }: it sends you a sign-in link in private.
sign-in-press = Press the button to sign in. The link works once.
sign-in-wait = Signing in. If this stays, send /dashboard to the bot and use the link that it sends.
sign-in-button = Sign in
sign-in-refused = That did not work
link-unknown = There is no such sign-in link. Send /dashboard to the bot and use the new one.
link-used = This link was used already, or a newer one was sent. Use the newest, or send /dashboard to the bot.
link-expired = This link has expired (it is valid for { MINUTES($minutes) }). Send /dashboard to the bot and use the new one.
nowhere-registered = You are registered in no district. Ask a captain to reply to your message with /enrol, then send /dashboard again.
not-our-page = This request did not come from our own page, so nothing was done. Open our page and do it there.
not-our-name = Nobody is called by this name here: open { $address }. If people shall come by it, write it into PATROL_PUBLIC_URL.
mini-app-unsigned = The signature is not Telegram's. Close this and open it from the bot again, or send /dashboard.
mini-app-stale = This was opened too long ago (more than { MINUTES($minutes) }). Close it and open it from the bot again, or send /dashboard.
mini-app-used = This was used to sign in already. Close it and open it from the bot again, or send /dashboard.
too-many-tries = Too many wrong tries. Try again in { MINUTES($minutes) }.
too-many-at-once = Too many requests at once. Try again in { SECONDS($seconds) }.
not-signed-in = Nobody is signed in. Send /dashboard to the bot and use the link that it sends; a program shows its token.
wrong-token = The token or key is wrong. Check PATROL_API_TOKEN, or ask a captain for a key (/apikey).
other-district = You do not belong to this district and cannot see it. Open your own.
