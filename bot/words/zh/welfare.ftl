# 平安确认
welfare-ask = 🛟 在 #{ $number } 现场都平安吗？点一下或随便回一句，一分钟后再问。
welfare-ask-critical = 🛟 在 #{ $number } 现场都平安吗？点一下或随便回一句，一分钟没回应就发起求助。
welfare-again = 🛟 再问一次：在 #{ $number } 现场都平安吗？一分钟没回应就请值班长打电话。
welfare-captain = 🛟 #{ $number } { $team } 已 { MINUTES($minutes) }没有动静，问了两次没有回应。请打电话：{ $names }。联系上了就点下面或发 /well { $team }。三分钟没有回应就发起求助。
welfare-answered = 🛟 { $team } 有回应了：{ $name }。
welfare-noted = 🛟 已记下：{ $team } 平安。
welfare-not-yours = 这是问 { $team } 的，也可由联系上他们的值班长点。
button-all-well = 都平安
help-well = 报平安；值班长可代听到回应的队伍报
welfare-which-team = 你不在任何队伍，请写队名，如 /well 二队。
