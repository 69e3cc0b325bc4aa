# Settings and start
setting-token = { $name }: must be BotFather's "number:secret".
setting-address = { $name }: must begin with http:// or https://.
setting-database = { $name }: must begin with sqlite+aiosqlite:// or postgresql+asyncpg://.
setting-proxies = { $name }: must be addresses or networks such as 10.0.0.5 or 172.16.0.0/12, separated by commas.
setting-ids = { $name }: must be numeric ids, separated by commas.
setting-language = { $name }: must be zh or en.
setting-country = { $name }: must be a country by its two letters, such as CN or IE.
setting-timezone = { $name }: must be a time zone such as Asia/Shanghai.
setting-folder = { $name }: must be the path of a folder.
setting-seconds = { $name }: must be a whole number of seconds from 1 to 604800.
setting-days = { $name }: must be a whole number of days from 1 to 3650.
setting-megabytes = { $name }: must be a whole number of megabytes from 0 to 10000.
setting-port = { $name }: must be a port from 0 to 65535.
setting-tiles = { $name }: must begin with http:// or https://, or be empty for a plain background.
setting-webhook-secret = { $name }: must be 1 to 256 letters, digits, _ or -.
setting-api-token = { $name }: must be visible ASCII characters without spaces.
setting-hash-key = { $name }: must be at least 32 characters that nobody can guess.
setting-geocoder = { $name }: must be geopy's name of a geocoder, such as nominatim.
setting-yes-or-no = { $name }: must be true or false.
setting-unknown = { $name }: there is no such setting; see .env.example for the names.
setting-token-misspelt = { $name }: looks misspelt, the token's name is TELEGRAM_BOT_TOKEN; so nothing is started.
setting-looks-like = { $name } means nothing here; did you mean { $meant }?
setting-unreadable = { $name }: cannot be read as a UTF-8 text file.
settings-wrong = { $count } { $count ->
        [one] mistake
       *[other] mistakes
    } in the settings:
forgotten-token = TELEGRAM_BOT_TOKEN is missing although DATABASE_URL or PATROL_PUBLIC_URL is set: it looks forgotten, so nothing is started. Remove those two to open the drill ground.
token-refused = Telegram does not know this token; check TELEGRAM_BOT_TOKEN.
database-newer = The database was made by a newer version (schema { $schema }); update the program.
data-open = ⚠️ Others on this machine may read { $files }; close it: chmod -R go= { $files } (its owner has to), or give the bot a folder of its own by PATROL_DATA_DIR.
data-unwritable = Cannot write { $folder }; check its permissions or PATROL_DATA_DIR.
lease-taken = Another patrolbot runs on this database and did not end within { SECONDS($seconds) }; stop it first. Several on one database are not allowed.
lease-lost = Another patrolbot took over this database; this one has written nothing since, and ends.
folder-taken = Another patrolbot is running on { $folder }; stop it first, or set another PATROL_DATA_DIR.
port-taken = Port { $port } of { $host } is taken by another program; stop it or set another PATROL_HTTP_PORT.
address-unusable = Cannot listen on { $host }; check PATROL_HTTP_HOST.
started = Running as @{ $name }. Ctrl+C stops it.
check-settings-ok = Settings ✅
check-database-ok = Database ✅ { $count } { $count ->
        [one] district
       *[other] districts
    }
check-district = - { $name }: chat_id { $chat_id }
check-database-none = Database — none yet; it is made in { $folder } at the first start
check-database-older = Its schema { $schema } is older than this program: the next start brings it up to date, after a copy to { $file }. The way back: patrolbot restore with that copy, which lists first what came in since.
check-server-older = Its schema { $schema } is older than this program: the next start brings it up to date. Make a copy with pg_dump first; it is the way back.
migrate-progress = Bringing the database up to date
migrate-stopped = Stopped; the database is as it was.
copy-stopped = Stopped; nothing was written.
restore-stopped = Stopped; the database is as it was.
handbook-export-stopped = Stopped; nothing was written.
check-token-ok = Token ✅ @{ $name }
check-token-none = Token — not set, the drill ground will open
check-api-unreachable = Cannot reach the Bot API: { $error }
addresses-already = It runs already:
addresses-ground = Drill ground: { $url }  (open it in your browser and follow the six steps; Ctrl+C stops it)
addresses-centre = Command centre: { $url }  Wall: { $wall }
addresses-forward = You came by SSH. On your own machine run this, then open the same addresses there: { $command }
drill-port-taken = Port { $port } is taken by another program; stop it or set another PATROL_DRILL_PORT.
drill-no-district = There is no sample district “{ $said }”; there are { $names }.
drill-no-drill = There is no drill “{ $said }” in { $district }; there are { $names }.
drill-title = { $title } · speed { $speed }×
drill-row-number = No.
drill-row-item = Item
drill-row-waiting = Waiting
drill-row-accept = Accept
drill-row-travel = Travel
drill-row-scene = On scene
drill-row-total = Total
drill-row-on-time = On time
drill-row-kind = What
drill-row-state = State
drill-missed = Not done: at { $at } { $who } found no button for “{ $what }”. The drill did not play what it was written for.
drill-kind-sos = Call for help
drill-kind-handover = Handover
drill-kind-inspection = Visit
drill-kind-hazard = Hazard
drill-kind-other = Case
drill-yes = yes
drill-no = no
drill-open = open
drill-sum = { $count } { $count ->
        [one] case
       *[other] cases
    }, { $on_time } on time ({ $percent } %), at most { $busiest } group { $busiest ->
        [one] call
       *[other] calls
    } a minute
