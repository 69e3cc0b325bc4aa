# 大屏：照片的显示和撤下，案件附近的摄像头
help-hide = 把照片从大屏撤下(回复该照片)
wall-hidden = #{ $number }：{ $count ->
    [one] 这张照片已从大屏撤下
   *[other] 这 { $count } 张照片已从大屏撤下
}。要恢复：回复照片发 /hide off，或发 /hide { $number } off。
wall-shown = #{ $number }：{ $count ->
    [one] 这张照片可以再上大屏
   *[other] 这 { $count } 张照片可以再上大屏
}。
wall-which = 哪张照片？请回复案件的照片发 /hide，或发 /hide 42 撤下大屏上 42 号的那张。
wall-none-of-case = #{ $number } 没有大屏能显示的照片。
wall-none-hidden = #{ $number } 没有被撤下的照片。
move-hide-picture = 照片从大屏撤下
move-show-picture = 照片恢复上大屏
camera-not-yours = 只有值班长和观察员可以看摄像头。
no-such-camera = #{ $number } 附近已没有这个摄像头。
screen-wall-off = 大屏照片已关闭
screen-wall-on = 大屏照片已开启
screen-wall-turn-on = 开启
screen-wall-turn-off = 关闭
screen-wall-people = 照片里的人可能被认出来。
screen-hide = 从大屏撤下
screen-unhide = 恢复上大屏
screen-hidden = 已撤下大屏
screen-hidden-by = 已撤下大屏：{ $by }
screen-clip = 视频
screen-clip-of = #{ $n } 的视频
screen-cameras = 附近摄像头
screen-camera-open = { $name }：查看(会留下记录)
screen-camera-looked = { $by }，{ $at }
screen-page-of = 第 { $page } 页，共 { $pages } 页
