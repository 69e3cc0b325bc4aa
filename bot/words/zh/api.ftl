# 网页与接口
channel-api = 通过接口
channel-tracker = 定位器
team-choice = { $far } · { $position } · { $state }
distance-unknown = 距离不明
choice-free = 释放队伍
case-choice = #{ $number } { $item }
case-choice-note = { $far } · { $place } · { $state }
sure-first = #{ $number } { $move_word }：这一步不容易撤回，确定就再做一次。
no-such-address = 这个地址没有内容；有哪些地址，见 /api/openapi.json。
no-such-move = 没有“{ $name }”这一步，可用的见该事件的 moves。
picture-undrawn = 这张图片太大，无法预览；请在聊天中打开。
no-such-picture = 没有这张照片，或者还没取到。
only-for-yourself = 网页上只能以自己的身份操作，请去掉 by。
by-a-captain = 程序操作要写明是替哪位值班长：by 填本街道值班长的用户编号。
