# 数据库备份与历史记录核验
copy-unusable = { $file } 不能用：{ $what }。什么都没改，请换一份备份。
copy-not-a-file = 这个数据库不是 SQLite 文件；请用 pg_dump 备份，用 pg_restore 恢复。
copy-chain-broken = { $file } 里的历史记录对不上（街道 { $district }，第 { $line } 条）。什么都没改，请换一份备份。
copy-made = 已备份并核验：{ $file }，历史 { $lines } 条，{ $megabytes } MB。
copy-put-back = 已从 { $file } 恢复：历史 { $lines } 条。请重新启动机器人。
copy-set-aside = 备份里还没发出的 { $count } 条消息不再发送，内容已经过时。
copy-before = 原来的数据库在 { $file }。
copy-progress = 正在复制
audit-whole = ✅ { $name }：{ $lines } 条，其中文字已删除 { $erased } 条，末条 { $head }
audit-broken = ❌ { $name }：第 { $line } 条对不上（事件 #{ $number }，记录于 { $at } UTC）
audit-head = ✅ { $head } 是 { $name } 的第 { $line } 行，记于 { $at } UTC，其后又有 { $since } 行。
audit-head-gone = ❌ 没有哪一行是 { $head }：历史在那之后被改过，或者这是另一个数据库。
audit-none = 还没有街道，没有历史记录。
copy-target-there = 已有 { $file }，请换个名字，或加 --overwrite。
copy-target-ours = { $file } 就是数据库本身，或属于它；请换一个文件。
