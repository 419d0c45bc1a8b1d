"""What the rules that every evaluation form has may report, and their names.

The name is what ``without`` of a pack and the exceptions of a unit say.
"""

from __future__ import annotations

from docgen.diagnostics.codes import problem_code

EXECUTION_RATE_DIFFERS = problem_code(
    "execution-rate-differs",
    en=(
        "「{row}」: {rate_head} is {rate}, yet {sum}",
        "correct {rate_head}, or the figures it follows from",
    ),
    zh=("「{row}」的{rate_head}填的是 {rate}；{sum}", "改正{rate_head}，或改正相除的两个数"),
)
BUDGET_SCORE_DIFFERS = problem_code(
    "budget-score-differs",
    en=(
        "「{row}」: {score_head} is {score}, yet {sum}",
        "correct {score_head}, or the rate, or {weight_head}",
    ),
    zh=(
        "「{row}」的{score_head}填的是 {score}；{sum}",
        "改正{score_head}，或改正执行率、{weight_head}",
    ),
)
SCORE_OVER_WEIGHT = problem_code(
    "score-over-weight",
    en=(
        "「{row}」: {score_head} {score} is more than {weight_head} {weight}",
        "{score_head} may be {weight} at most; or correct {weight_head}",
    ),
    zh=(
        "「{row}」的{score_head} {score}，多于{weight_head} {weight}",
        "{score_head}不超过 {weight}；或改正{weight_head}",
    ),
)
WEIGHTS_DIFFER = problem_code(
    "weights-differ",
    en=(
        "{weight_head} of {rows:# row|# rows} adds up to {sum}, and should be {wanted}",
        "correct {weight_head} of the rows, so that it adds up to {wanted}",
    ),
    zh=(
        "{rows} 行的{weight_head}合计 {sum}，应为 {wanted}",
        "改各行的{weight_head}，使合计为 {wanted}",
    ),
)
GROUP_WEIGHTS_DIFFER = problem_code(
    "group-weights-differ",
    en=(
        "{weight_head} of {rows:# row|# rows} of 「{group}」 adds up to {sum}, not to the {wanted} "
        "that its head says",
        "correct {weight_head} of these rows, so that it adds up to {wanted}",
    ),
    zh=(
        "「{group}」{rows} 行的{weight_head}合计 {sum}，与标题里的 {wanted} 分不符",
        "改这几行的{weight_head}，使合计为 {wanted}",
    ),
)
TOTAL_SCORE_DIFFERS = problem_code(
    "total-score-differs",
    en=(
        "「{row}」 is {score}; the points of {rows:# row|# rows} add up to {sum}",
        "correct 「{row}」, or the points it adds up",
    ),
    zh=("「{row}」填的是 {score}，{rows} 行得分相加是 {sum}", "改正{row}，或改正各行的得分"),
)
NOT_ATTAINED_FULL = problem_code(
    "not-attained-full",
    en=(
        "「{row}」: target {target} is not met by {actual}, yet {score_head} is all of {weight}",
        "take points off and say why, or correct what was attained",
    ),
    zh=(
        "「{row}」完成 {actual}，没有达到指标值 {target}，{score_head}却是满分 {weight}",
        "没有达到的扣分并写明原因；达到了的，改正实际完成值",
    ),
)
FAILED_FULL = problem_code(
    "failed-full",
    en=(
        "「{row}」: {score_head} is all of {weight}, and the reason says 「{reason}」",
        "take points off, or correct the reason",
    ),
    zh=(
        "「{row}」{score_head}是满分 {weight}，原因里却写着「{reason}」",
        "没有完成的扣分，或改正原因",
    ),
)
ATTAINED_LESS = problem_code(
    "attained-less",
    en=(
        "「{row}」: target {target} is met by {actual}, yet {score_head} is {score} of {weight}",
        "give all points, or correct what was attained; what else was short, say in the reason",
    ),
    zh=(
        "「{row}」完成 {actual}，达到了指标值 {target}，{score_head}只有 {score}（满分 {weight}）",
        "达到了的给满分，或改正实际完成值；因为别的扣分，写明原因",
    ),
)
NO_REASON = problem_code(
    "no-reason",
    en=(
        "「{row}」: {score_head} is {score} of {weight}, with no reason in 「{reason_head}」",
        "say why points were taken off; or make {score_head} {weight}",
    ),
    zh=(
        "「{row}」{score_head} {score}，不到满分 {weight}，「{reason_head}」里没有原因",
        "写明扣分的原因；没有扣分的，{score_head}改成 {weight}",
    ),
)
TARGET_COPIED = problem_code(
    "target-copied",
    en=(
        "「{row}」: {actual_head} is only the target 「{target}」 again",
        "say what was attained, as a number of its own",
    ),
    zh=("「{row}」的{actual_head}照抄了指标值「{target}」", "写实际做到了多少"),
)
ACTUAL_BLANK = problem_code(
    "actual-blank",
    en=(
        "「{row}」: {score_head} is {score}, and {actual_head} is blank",
        "fill in what was attained",
    ),
    zh=("「{row}」的{score_head}是 {score}，{actual_head}却空着", "填上实际完成了多少"),
)
