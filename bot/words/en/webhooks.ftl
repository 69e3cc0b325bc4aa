# Webhooks: other systems that hear of every move of a case
help-webhook = tell another system of every case at once; alone: see, pause, remove (in private)
webhooks-none =
    No other system hears of your cases yet.
    To add one: /webhook https://example.org/path
    { $lines }
webhooks =
    These systems hear of your cases (at most { $most }). Tap one. One more: /webhook https://example.org/path
    { $lines }
webhooks-line = { $n }. { $host }: { $state }; { $waiting } waiting, { $dead } given up
webhook =
    { $host }: { $state }
    { $delivered } delivered, { $waiting } waiting, { $dead } given up
    Last answer: { $answer } { $at }
    { $lines }
webhook-one-more = One more: /webhook https://example.org/path
webhook-line-add = added { $host }
webhook-line-renew = new secret for { $host }
webhook-line-pause = paused { $host }
webhook-line-resume = resumed { $host }
webhook-line-remove = removed { $host }
webhook-is-new = no secret yet, tap New secret
webhook-is-well = all well
webhook-is-failing = failing for { $since }, tried again by itself
webhook-is-paused-captain = paused, what happens waits
webhook-is-paused-gone = stopped: it answered that it is gone (410)
webhook-is-paused-failing = stopped: no good answer for 5 days
webhook-is-paused-key = stopped: the file webhooks.key is another one
webhook-answer-none = none yet
webhook-answer-status = { $code }
webhook-answer-redirect = { $code } (redirects are not followed)
webhook-answer-timeout = none within 10 s
webhook-answer-refused = could not be connected
webhook-answer-tls = its certificate is not valid, or it speaks no TLS
webhook-answer-private = its name leads into a private network
webhook-answer-unknown = its name is not known
webhook-answer-broken = no proper answer
webhook-answer-key = not sent, the key is missing
button-webhook-show = { $n }. { $host }
button-webhook-open = See it
button-webhook-list = « All
button-webhook-try = Try now
button-webhook-pause = Pause
button-webhook-resume = Resume
button-webhook-again = Send { $dead } given up again
button-webhook-renew = New secret
button-webhook-remove = Remove…
button-webhook-removed = Yes, remove
button-webhook-keep = No, keep it
webhook-secret =
    { $host } hears of every move from now on.
    Its secret (shown only now, for nobody else): { $secret }
    Enter it there as the signing secret (Standard Webhooks), then tap Try now.
webhook-secret-anew =
    New secret for { $host } (shown only now): { $secret }
    Both sign for 24 h: replace the old one there by then.
webhook-down-private = { $host } leads into a private network, so nothing is sent there. Give a public https address; whoever runs the bot can allow private ones (PATROL_WEBHOOKS_PRIVATE).
webhook-down-unknown = { $host }: nobody knows this name. Check it and send /webhook with the address again.
webhook-no-key = No secret could be made for { $host }: the file webhooks.key beside the data cannot be read or written. Ask whoever runs the bot, then tap New secret under /webhook.
webhook-how = This is no address. Send it whole, without spaces: /webhook https://example.org/path
webhook-https = Only addresses that begin with https:// are taken: /webhook https://example.org/path
webhook-scheme = Only addresses that begin with https:// or http:// are taken: /webhook https://example.org/path
webhook-userinfo = Leave out name and password before the @: what we send is signed instead.
webhook-port = Port { $port } is not used for this. Leave it out (443), or take one from 1024 on.
webhook-odd-number = { $host } is an unusual way to write an address. Write a name, or four numbers like 203.0.113.7.
webhook-private = { $host } is in a private network. Give a public https address; whoever runs the bot can allow private ones (PATROL_WEBHOOKS_PRIVATE).
webhook-there = { $host } is there already with this address; see /webhook.
webhook-most = There are { $most } already, no more fit. Remove one under /webhook first.
webhook-no-more = It is not there any more; see /webhook.
webhook-without-secret = { $host } has no secret yet; tap New secret first.
webhook-trying = Sent to { $host }; its answer comes in a message.
webhook-tried-well = { $host } took it: { $answer }.
webhook-tried = { $host } did not take it: { $answer }.
webhook-did-pause = { $host } is paused.
webhook-did-resume = { $host }: what waits is sent now.
webhook-did-again = { $count } are sent again.
webhook-did-remove = { $host } is removed.
webhook-sure = Remove { $host }?{ $waiting ->
        [0] { "" }
        [one] { " " }1 that waits is not sent then.
       *[other] { " " }{ $waiting } that wait are not sent then.
    }{ $lines }
webhook-told-new = { $by } added { $host }: it hears of every move of our cases.
webhook-told-paused = { $by } paused what goes to { $host }.
webhook-told-removed = { $by } removed { $host }: it hears of our cases no more.
webhook-dead = Moves that { $host } did not take were given up. They can be sent again for 30 days.
webhook-too-many = Over 10000 moves wait for { $host }: the oldest are given up.
webhook-gone = { $host } says that it is gone (410): nothing is sent there any more. Resume or remove it.
webhook-failing = { $host } has given no good answer for 5 days: nothing is sent there any more. Resume or remove it.
webhook-key-lost = The secret of { $host } cannot be made any more, since webhooks.key is missing or another one. Tap See it, then New secret.
