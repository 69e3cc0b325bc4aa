# 给程序和网页用的场所
place-api-added = { $name } 已登记，编号 { $code }。
place-api-changed = { $name }（{ $code }）已修改，现在是第 { $version } 版。
place-api-conflict = { $code } 从第 { $version } 版起被别人改过，"conflicts" 列出两边的值。请重新查看(第 { $newest } 版)，您的正确再发一次。什么也没有做。
place-api-gone = { $code } 已不存在；只有值班长可以修改。
place-gone-by-captains = 只有值班长可以把场所标为已不存在。
place-needs-name = 请写场所名称："name"。
place-no-such-kind = 没有“{ $kind }”这种场所类型。类型见 GET /api/places/kinds。
place-outside = 这个点在辖区范围以外。请核对经纬度；没有错就加上 "sure": true 再发一次。
place-there = 好像已经登记过：{ $name }，{ $code }。请改那一个；确实是另一处就加上 "sure": true 再发一次。
place-needs-version = 请写明您看到的是第几版："version"，或用 If-Match 带上场所的 ETag。
place-wrong-match = If-Match 不是场所的 ETag，或与 "version" 不一致。
place-wrong-box = "bbox" 按 西,南,东,北 写度数，南不能大于北。
place-wrong-after = "after" 要写上一页的 "next"，筛选条件不能变。
which-district = 请写明哪个街道："district" 写它的 id(GET /api/districts 可查)。
key-no-places = 这个密钥看不到场所。请值班长私聊发 /apikey 开通。
key-only-looks = 这个密钥只能查看场所，不能修改。请值班长私聊发 /apikey 开通。
# 密钥可以对场所做什么
program-places = { $name }：{ $reach }。以后改为：
program-places-set = { $name }：{ $reach }。
program-places-told = 🔑 { $by } 已设定 { $name }：{ $reach }。
program-places-none = 看不到场所
program-places-look = 可查看场所(看不到场所的人员)
program-places-change = 可查看、登记、修改场所
button-program-places = { $name }：场所
button-program-places-none = 不能看
button-program-places-look = 只能查看
button-program-places-change = 查看和修改
