# 聊天里的统计：/stats
help-stats = 看今天、一周或一个月的统计
stats-word-today = 今天, 今日
stats-word-week = 本周, 一周, 周
stats-word-month = 本月, 一月, 月
stats-how = 请选一个：/stats 今天，/stats 一周，/stats 一月
stats =
    📊 { $days ->
        [1] 今天
       *[other] { $since }以来（{ DAYS($days) }）
    }
    { $lines }
stats-incidents = 巡查事件：{ $cases } 件，按时 { $on_time } 件
stats-visits = 🔎 检查：{ $count } 次（{ $kinds }）{ $cases }
stats-bodies = 按部门：{ $bodies }
stats-part = { $name } { $count }
stats-joined = 并入 { $joined } 次，少去 { $avoided } 次{ $cases }
stats-whole = 计划的每一项都查到：{ $share }{ $cases }
stats-hazards = ⚠️ 隐患：{ $count } 处，当场整改 { $on_spot } 处，还在期限内 { $waiting } 处{ $cases }
stats-in-time = 按时销号：{ $share }{ $cases }
stats-first-time = 第一次复查就合格：{ $share }{ $cases }
stats-few = { $good }/{ $count }
stats-share = { $good }/{ $count }，{ $rate }%（{ $low }%～{ $high }%）
stats-cases = { $more ->
        [0] ：{ $cases }
       *[other] ：{ $cases }，还有 { $more } 个见 /dashboard
    }
stats-cut = 只统计最新的一千条。
