# 检查清单
no-such-list = 没有清单 { $code }；请看 /lists。
