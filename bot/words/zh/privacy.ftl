# 隐私
help-privacy = 看存了什么
help-mydata = 取自己的数据
help-forgetme = 删除自己的数据
privacy-notice =
    存什么：姓名、账号编号、角色、班组、值勤时间、排班、值勤时和紧急求助时的位置、你发来的上报和照片、你的每一步操作；执法人员和审批人还有部门、执法证号和有效期、委托书号。
    为什么：派单、计时、留痕。
    存多久：轨迹 { DAYS($tracks) }；发出的消息 { DAYS($letters) }；谁看过什么(含摄像头){ DAYS($looks) }；本机上的照片 { DAYS($photos) }；导出的文件 { DAYS(1) }；数据库备份 { DAYS($copies) }；事件和证据长期保存。
    取数据：/mydata　删除：/forgetme（都在私聊里）
only-in-private = 请在和我的私聊里发这条命令。
my-data-caption = 你的全部数据，共 { $count } 条。
forget-open-cases = 还有事件没结束：{ $cases }。先办结或转交。
forget-on-duty = 你还在岗：先发 /off。
forget-last-captain = 你是唯一的值班长：先登记另一位，再删除。
forget-sure = 删除姓名、轨迹、你发的文字和语音、上报时的照片，并退出各街道。事件、处置照片和留痕的哈希会保留；数据库备份 { DAYS($copies) }后消失。不能撤销。
forgetting = 正在删除，还要一会儿，完成后告诉你。
forgotten =
    已抹去 { $texts } 段文字、{ $files } 个文件；我的 { $messages } 条消息会陆续改写或删除。
    { $stay ->
        [0] 群聊里没有留下更早的、写着你姓名或话的消息。
       *[other] 另有 { $stay } 条消息我收不回，会留在群聊里。
    }
    数据库备份在 { $until } 之前还有。再见。
move-forget = 删除个人数据
