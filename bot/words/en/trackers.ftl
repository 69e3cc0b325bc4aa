# Trackers
help-tracker = have a GPS tracker of your own send your position (in private)
tracker-key =
    Address for your tracker: { $url }
    Device identifier (shown this once; keep it to yourself): { $secret }
    Traccar Client: type in server address and identifier. OsmAnd, OwnTracks: { $url }?id={ $secret }
    Kept only while you are on duty. For a new one send /tracker again; to end it, /tracker off.
tracker-off = The tracker is ended.
tracker-none = You have no tracker in use; get one with /tracker.
tracker-how = Send /tracker for a device identifier, /tracker off to end it.
tracker-stored = Position stored.
tracker-off-duty = You were not on duty then, so the position was not kept; send /duty first.
tracker-unknown = This device identifier is not known. Send /tracker in private for a new one and type it in.
fix-unreadable = This position cannot be read. It needs id, lat, lon and timestamp.
fix-ahead = The time of this position is more than { MINUTES($minutes) } ahead; set the device's clock.
fix-too-old = This position is older than { HOURS($hours) } and is not kept.
fix-too-often = Too often: one position a second at most.
fix-too-large = Too large: it needs one position only.
tracker-refused = 📡 A position from your tracker was not kept: { $why }
tracker-former-key = 📡 A device still sends with your former device identifier, so nothing of it is kept. Type in the new one.
tracker-silent = 📡 Nothing came from your tracker for { MINUTES($minutes) }. Is it switched on, and connected?
tracker-battery = 🔋 Your tracker's battery is at { $percent }%; please charge it.
