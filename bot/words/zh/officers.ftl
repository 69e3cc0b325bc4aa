# 部门、执法人员与审批人
role-officer = 执法人员
role-approver = 审批人
officers-do-visits = 执法人员和审批人做检查，事件由巡查队处置。你能用的看 /help。
officers-only = 这个命令只给部门的执法人员和审批人。
officer-how = 执法人员：/enrol officer 部门 证号 有效期，如 /enrol officer fire 沪A-123 2027-06-30；审批人：/enrol approver 部门 委托书号（负责人写 head）。
officer-wants-body = 请写部门：/enrol officer fire 沪A-123 2027-06-30
officer-wants-until = 请写证件有效期：年-月-日，如 /enrol officer fire 沪A-123 2027-06-30
officer-wants-certificate = 请在部门后写执法证号（最多 { $most } 个字），再写有效期：/enrol officer fire 沪A-123 2027-06-30
approver-wants-deed = 请写凭什么审批：负责人写 head，其他人写委托书号（最多 { $most } 个字），如 /enrol approver fire 委〔2026〕5号
officer-unknown-name = 机器人不认识 { $name }。请去掉名字再发一次，把链接转给本人。
officer-certificate = 证号 { $certificate }，有效期至 { $until }
officer-approves-head = 审批人（部门负责人）
officer-approves-deed = 审批人（书面委托 { $deed }）
officer-enrolled = { $name } 已登记：{ $body }，{ $what }。
officer-known = { $name } 已经是这样登记的：{ $body }，{ $what }。
officer-link =
    { $district }：把这条转发给{ $body }的本人，点开即登记：
    { $url }
    只能用一次，{ HOURS($hours) }内有效；谁先点开就登记谁，会告诉你。
officer-link-sent = 登记链接已私聊发给你，请转发给本人。
officer-link-unknown = 没有这个登记链接。请向给你链接的值班长要新的。
officer-link-used = 这个登记链接已有人用过。请向给你链接的值班长要新的。
officer-link-over = 这个登记链接已过期（只有 { HOURS($hours) }有效）。请向给你链接的值班长要新的。
officer-link-own = 这是你自己发的登记链接：请转发给本人，由他点开。
officer-link-opened = { $name }（{ $username }）点开了登记链接：{ $body }，{ $what }。不是本人就发 /dismiss { $username }
officer-welcome = { $name }，你已登记在 { $district }：{ $body }，{ $what }。你能用的看 /help；存了什么看 /privacy。
start-officer =
    { $name }，私聊已接通（{ $district }）。
    { $lines }
    你能用的看 /help。
officer-line = { $body }，{ $what }
officer-not-found = 没有叫 { $name } 的执法人员或审批人，看 /officers；队员请回复其消息发 /dismiss。
officer-several = 叫 { $name } 的有几位，请写编号：{ $ids }
officer-dismissed = { $name } 不再是执法人员或审批人。
sure-dismiss-officer = 确定让 { $name } 不再是执法人员和审批人？要恢复须重新登记。
officers-list =
    执法人员与审批人：
    { $lines }
officers-none = 还没有执法人员。登记：/enrol officer 部门 证号 有效期
officers-body = <b>{ $body }</b>（{ $count } 人）
officers-line-over = ❌ { $number } 已于 { $until } 过期 { $name }{ $approves }
officers-line-soon = ⚠️ { $number } 至 { $until }，快到期 { $name }{ $approves }
officers-line-good = { $number } 至 { $until } { $name }{ $approves }
officers-line-none = { $name }{ $approves }，无执法证
officer-also-head = {" "}· 审批人（负责人）
officer-also-deed = {" "}· 审批人（书面委托 { $deed }）
delegations-head = <b>委托执法</b>
delegation-line = { $from } → { $to }：{ $deed }，{ $since } 起{ $until }
delegation-until = ，至 { $day }
certificate-soon-yours = { $name }，你的执法证（{ $body }）还有 { DAYS($days) }到期，最后一天 { $until }。请办换证，再请值班长登记新证号。
certificate-soon = { $name }（{ $body }）的执法证还有 { DAYS($days) }到期，最后一天 { $until }。换证后发 /enrol officer 登记新证号。
certificate-over-yours = { $name }，你的执法证（{ $body }）已于 { $until } 到期：不能再答检查项，换证后请值班长登记。
certificate-over = { $name }（{ $body }）的执法证已于 { $until } 到期：不能再答检查项。换证后发 /enrol officer 登记新证号。
help-officers = 看执法人员、证件和委托
officer-word-head = 负责人, 主要负责人, 部门负责人, 首长
file-officer-twice = 第 { $line } 行：{ $person } 在 { $body } 写了两次；请删去一处。
file-wants-day = 第 { $line } 行：{ $field } 要写日期，年-月-日，如 2027-06-30。
file-wants-short = 第 { $line } 行：{ $field } 太长，最多 { $most } 个字。
file-ends-before = 第 { $line } 行：{ $field } 早于开始日期。
import-new-officer = + { $body } { $name }
import-officer = ~ { $body } { $name }
import-officer-gone = - { $body } { $name }
import-delegations = ~ 委托执法 { $changed } 项，删除 { $gone } 项
screen-officers = 执法人员
screen-officers-none = 还没有执法人员。
screen-officers-sent = 登记链接已私聊发给你，请转发给本人。
screen-officers-sure = 确定让 { $name } 不再是执法人员和审批人？
screen-officers-role = 身份
screen-officers-as-officer = 执法人员
screen-officers-as-approver = 审批人
screen-officers-body = 部门
screen-officers-certificate = 执法证号
screen-officers-until = 有效期至
screen-officers-deed = 委托书号（负责人写 head）
screen-officers-person = @用户名（不填就发链接）
screen-officers-add = 登记
screen-officers-head = 负责人
screen-officers-dismiss = 取消
screen-officers-of-certificate = 执法证号
screen-officers-of-until = 有效期至
screen-officers-of-name = 姓名
screen-officers-of-body = 部门
screen-officers-of-approves = 凭什么审批
screen-officers-of-end = 取消登记
