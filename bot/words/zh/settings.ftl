# 设置与启动
setting-token = { $name }：应是 BotFather 给的“数字：密钥”。
setting-address = { $name }：应以 http:// 或 https:// 开头。
setting-database = { $name }：应以 sqlite+aiosqlite:// 或 postgresql+asyncpg:// 开头。
setting-ids = { $name }：应是数字编号，用逗号隔开。
setting-language = { $name }：只能是 zh 或 en。
setting-timezone = { $name }：应是时区名，如 Asia/Shanghai。
setting-folder = { $name }：应是文件夹路径。
setting-seconds = { $name }：应是 1 到 604800 之间的整数(秒)。
setting-days = { $name }：应是 1 到 3650 之间的整数(天)。
setting-port = { $name }：应是 0 到 65535 之间的端口号。
setting-tiles = { $name }：应以 http:// 或 https:// 开头，留空则为纯色背景。
setting-webhook-secret = { $name }：应是 1 到 256 个字母、数字、_ 或 -。
setting-api-token = { $name }：应是可见的 ASCII 字符，不含空格。
setting-geocoder = { $name }：应是 geopy 的地理编码器名，如 nominatim。
setting-unknown = { $name }：没有这项设置，名称见 .env.example。
setting-unreadable = { $name }：不是可读的 UTF-8 文本文件。
settings-wrong = 设置有 { $count } 处错误：
forgotten-token = 没有 TELEGRAM_BOT_TOKEN，但设了 DATABASE_URL 或 PATROL_PUBLIC_URL：像是漏了令牌，不启动。要开演练场，请去掉这两项。
token-refused = Telegram 不认这个令牌，请核对 TELEGRAM_BOT_TOKEN。
database-newer = 数据库来自更新的版本(结构 { $schema })，请升级程序。
data-unwritable = 写不了 { $folder }，请检查文件夹权限或 PATROL_DATA_DIR。
folder-taken = 已有一个 patrolbot 在用 { $folder }，请先停掉它，或改用别的 PATROL_DATA_DIR。
port-taken = { $host } 的端口 { $port } 被别的程序占用，请停掉那个程序，或改 PATROL_HTTP_PORT。
address-unusable = 不能在 { $host } 上监听，请检查 PATROL_HTTP_HOST。
handbook-wrong = 执法手册不能用：{ $error }
started = 已启动：@{ $name }。按 Ctrl+C 停止。
check-settings-ok = 设置 ✅
check-database-ok = 数据库 ✅ { $count } 个街道
check-token-ok = 令牌 ✅ @{ $name }
check-token-none = 令牌 — 未设置，将打开演练场
check-api-unreachable = 连不上 Bot API:{ $error }
drill-ready =
    演练场已就绪(演练数据，不计入统计)
    服务器 { $url }
    街道群 { $chat } · { $teams } 支队伍在岗
    试一试(另开一个终端):
    1 上报  curl -s { $url }/drill/location -d '{"{"}"from":1050,"chat":{ $chat },"lat":30.3147,"lon":120.2741{"}"}'
    2 看群  curl -s '{ $url }/drill/messages?chat={ $chat }'
    3 点按钮 curl -s { $url }/drill/press -d '{"{"}"from":1050,"chat":{ $chat },"message":2,"button":"共享单车乱停放"{"}"}'
    全部做法 { $url }/drill
drill-port-taken = 端口 { $port } 已被占用：另一个演练场还开着，请先停掉它。
drill-title = { $title } · 速度 { $speed } 倍
drill-row-number = 编号
drill-row-item = 事项
drill-row-waiting = 等队
drill-row-accept = 接单
drill-row-travel = 路上
drill-row-scene = 现场
drill-row-total = 合计
drill-row-on-time = 按时
drill-yes = 是
drill-no = 否
drill-open = 未结
drill-sum = { $count } 件，按时 { $on_time } 件({ $percent }%)，群消息每分钟最多 { $busiest } 条
drill-wrong = 剧本第 { $line } 行：{ $problem }
