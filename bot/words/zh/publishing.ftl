# 公众能看到什么：/public
help-public = 选定公众能查看哪些事件
publishing-never = 隐患, 纠纷, 调解, 冲突, 求助, 家暴
public-in-private = 请在和我的私聊里用：点 { $link } 打开，再发 /public。
public-is-off =
    { $district }现在对公众不公开。已选：
    { $lines }
public-is-on =
    { $district }现在对公众公开，在指挥中心网址的 /open311/v2 下可查：
    { $lines }
public-is-on-of-nothing =
    { $district }已对公众打开，但还没有选事项：公众什么都看不到。
    { $lines }
lately-public-on = 公开，{ $count } 个事项
lately-public-off = 不公开，已选 { $count } 个事项
public-line = { $group }：{ $items }
public-and-more = { $items } 等，另有 { $more } 项
public-none = 还没有选事项
public-groups = 选事项：打开之后，公众只能看这些事项的事件。哪一类？
public-group-off = { $group }：点一下选上，再点一下取消。现在公众还看不到。
public-group-on = { $group }：点一下选上，再点一下取消，马上生效。
public-sure =
    要对公众公开{ $district }的事件吗？
    网上任何人都能看到 { $count } 个事项的事件：编号、事项、办理中还是已办结、上报和办结的时间(到分钟)、应办结时间、约 100 米精度的位置。队伍还在路上时也看得到，别人抄走的收不回来。
    绝不公开：文字、照片、姓名、队伍、理由、求助、纠纷、隐患、危险事件、演练。
public-told-on = { $by } 打开了{ $district }的公众查看：任何人都能看到 { $count } 个事项的事件，不含文字、照片和姓名。
public-told-off = { $by } 关闭了{ $district }的公众查看，公众什么都看不到了。
public-told-items = { $by } 改了{ $district }对公众公开的事项，现在是 { $count } 个。
public-what = 没有“{ $what }”这个事项或类别；请发 /public 从列表里选。
public-never = { $item }不能公开：涉及危险、隐患或纠纷，或者不够明确。
button-public-see = 查看或修改
button-public-on = 打开…
button-public-off = 关闭
button-public-items = 选事项
button-public-group = { $group } { $chosen }/{ $count }
button-public-chosen = ✅ { $item }
button-public-not = ▫️ { $item }
button-public-all = 这些全选
button-public-no-more = 这些全不选
button-public-groups = 别的类别
button-public-back = 看现状
button-public-sure = 是，让公众查看
button-public-leave = 否，不打开
