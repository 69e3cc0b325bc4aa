# patrolbot init
init-language = 本程序和新街道的语言，zh 或 en
init-language-wrong = { $value } 既不是 zh 也不是 en。
init-token = BotFather 给的机器人令牌(输入时不显示)
init-zone = 新街道的时区
init-zone-wrong = { $value } 不是时区；相近的有 { $alike }。
init-country = 新街道所在的国家，写名称或两位代码
init-country-wrong = 不认识“{ $value }”这个国家；请写名称或两位代码，例如 IE。
init-folder = 存放数据库、照片和备份的文件夹
init-folder-wrong = { $value } 不可写，请换一个文件夹。
init-link =
    请在手机上打开这个链接并按“开始”。只能用一次，{ MINUTES($minutes) }内有效：
    { $link }
init-is-it = { $name }(编号 { $id })打开了链接。这是机器人的所有者吗？
init-not-them = 没有设所有者：刚才那人什么也做不了。
init-link-over = 时间到了，没有人打开链接。
init-webhook = 这个机器人的更新正发往 { $host }(webhook)，没有取走任何消息。请先移除 webhook，或直接输入编号。
init-runs-already = 这个机器人已在别处运行，没有取走任何消息。请先停掉它，或直接输入编号。
init-too-many-wait = 有一百多条消息在等这个机器人，一条也没有取走。请直接输入编号。
init-owner = 所有者的数字编号，暂不设就填 0(向机器人发送 /start 就会告诉您)
init-owner-wrong = { $value } 不是数字编号，例如 123456789。
init-written = 已写入 { $file }，只有您能读。
init-file-there = { $file } 已存在，保持原样。其中缺少下面几行：
init-file-unwritable = 无法写入 { $file }({ $error })。内容如下：
init-all-there = { $file } 已经齐全。
init-given-up = 已放弃，没有写入任何文件。
init-next =
    下一步：make run。把 @{ $name } 加进群并设为可置顶消息的管理员，然后在群里发送 /setup。
