# 数字
metres = { $value } 米
kilometres = { $value } 公里
seconds = { $value } 秒
minutes-seconds = { $minutes } 分 { $seconds } 秒
minutes = { $value } 分钟
hours = { $hours } 小时
hours-minutes = { $hours } 小时 { $minutes } 分钟
