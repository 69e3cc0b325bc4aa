# 数字
metres = { $value } 米
kilometres = { $value } 公里
seconds = { $value } 秒
minutes-seconds = { $minutes } 分 { $seconds } 秒
minutes = { $value } 分钟
hours = { $hours } 小时
hours-minutes = { $hours } 小时 { $minutes } 分钟
days = { $days } 天
days-hours = { $days } 天 { $hours } 小时
under-a-minute = 1 分钟不到

month-1 = 1月
month-2 = 2月
month-3 = 3月
month-4 = 4月
month-5 = 5月
month-6 = 6月
month-7 = 7月
month-8 = 8月
month-9 = 9月
month-10 = 10月
month-11 = 11月
month-12 = 12月
day-of-month = { $month }{ $day }日
day-clock = { $day } { $clock }
