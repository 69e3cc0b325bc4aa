# patrolbot init
init-language = Language of this program and of new districts, zh or en
init-language-wrong = { $value } is neither zh nor en.
init-token = The bot's token from BotFather (it is not shown)
init-zone = Time zone of new districts
init-zone-wrong = { $value } is no time zone; near it are { $alike }.
init-country = Country of new districts, by its name or two letters
init-country-wrong = “{ $value }” is no country that I know; write its name or its two letters, such as IE.
init-folder = Folder of the database, photos and backups
init-folder-wrong = { $value } cannot be written; name another folder.
init-link =
    Now open this link on your phone and press Start. It works once, for { MINUTES($minutes) }:
    { $link }
init-is-it = { $name }, id { $id }, opened it. Is this the owner of the bot?
init-not-them = Nobody was made owner: whoever that was can do nothing.
init-link-over = Nobody opened the link in time.
init-webhook = This bot's updates go to { $host } (a webhook); nothing was taken from it. Remove the webhook first, or type the id.
init-runs-already = This bot is running already somewhere; nothing was taken from it. Stop it first, or type the id.
init-too-many-wait = Over a hundred messages wait for this bot, and none is taken from it. Type the id.
init-owner = Numeric id of the owner, 0 for none now (the bot tells it to whoever sends /start)
init-owner-wrong = { $value } is no numeric id, such as 123456789.
init-written = Written: { $file }, readable by you alone.
init-file-there = { $file } is there already and stays as it is. These lines are missing in it:
init-file-unwritable = { $file } cannot be written ({ $error }). These are its lines:
init-all-there = { $file } has all that is needed.
init-given-up = Given up; nothing was written.
init-next =
    Next: make run. Add @{ $name } to the group as an admin who may pin messages, and send /setup there.
