//! Lists taken over into a roster.

use super::*;
use crate::import::list::units::read;

const ROSTER: &str = "# 名录\n\n# ── 县直部门 ──\n\n# 全称待核\n[[unit]]\nname = \"延津县财政局\"   # 核过\ncredit = '财政局'\ngroup = \"县直部门\"\n\n# ── 乡镇 ──\n\n[[unit]]\nname = \"延津县小潭乡人民政府\"\ncredit = \"小潭乡\"\ngroup = \"乡镇街道\"\n";

fn proposed(csv: &str) -> Result<Proposal, Vec<Problem>> {
    let list = read(csv.as_bytes()).expect("a list");
    Proposal::to(Some(ROSTER.to_owned()), &list).expect("a roster")
}

fn shown(proposal: &Proposal) -> Vec<String> {
    proposal.changes.iter().map(|change| format!("{} {}", change.unit, change.shown())).collect()
}

#[test]
fn a_list_changes_what_it_says_and_nothing_else() {
    let proposal = proposed(
        "单位全称,署名,别名,类别,截止日期\n延津县财政局,财政局,县财政局,,\n延津县教育体育局,,,,\n延津县小潭乡人民政府,小潭乡,,乡镇,2015-12-31\n延津县潭龙街道办事处,,,,\n",
    )
    .expect("no problem");
    assert_eq!(
        shown(&proposal),
        [
            "延津县财政局 改：别名“县财政局”",
            "延津县教育体育局 新加：署名“教育体育局”（推的，请核对），类别“县直部门”（推的，请核对）",
            "延津县小潭乡人民政府 改：截止日期“2015-12-31”",
            "延津县潭龙街道办事处 新加：署名“潭龙街道”（推的，请核对），类别“乡镇街道”（推的，请核对）"
        ]
    );
    assert_eq!(
        proposal.after,
        "# 名录\n\n# ── 县直部门 ──\n\n# 全称待核\n[[unit]]\nname = \"延津县财政局\"   # 核过\ncredit = '财政局'\naliases = [\"县财政局\"]\ngroup = \"县直部门\"\n\n[[unit]]\nname = \"延津县教育体育局\"\ncredit = \"教育体育局\"\ngroup = \"县直部门\"\n\n# ── 乡镇 ──\n\n[[unit]]\nname = \"延津县小潭乡人民政府\"\ncredit = \"小潭乡\"\ngroup = \"乡镇街道\"\nuntil = 2015-12-31\n\n[[unit]]\nname = \"延津县潭龙街道办事处\"\ncredit = \"潭龙街道\"\ngroup = \"乡镇街道\"\n"
    );
}

#[test]
fn groups_stand_over_their_units_in_rows_of_their_own() {
    let proposal = proposed(
        "一、县直部门\n单位名称,署名\n延津县民政局,民政局\n二、乡镇（街道）\n延津县马庄乡人民政府,马庄乡\n",
    )
    .expect("no problem");
    assert_eq!(
        shown(&proposal),
        [
            "延津县民政局 新加：署名“民政局”，类别“县直部门”",
            "延津县马庄乡人民政府 新加：署名“马庄乡”，类别“乡镇街道”"
        ]
    );
    let proposal = proposed("乡镇名称,简称\n延津县小店镇人民政府,小店镇\n").expect("no problem");
    assert_eq!(proposal.changes[0].unit, "延津县小店镇人民政府");
}

#[test]
fn a_roster_that_is_given_out_and_taken_in_again_is_the_same() {
    let roster = Roster::read(&Source::new("", ROSTER)).0;
    let list = read(table(&roster).csv().as_bytes()).expect("a list");
    let again = Proposal::to(Some(ROSTER.to_owned()), &list).expect("a roster").expect("fine");
    assert_eq!((again.changes.len(), again.same, again.after.as_str()), (0, 2, ROSTER));
}

#[test]
fn a_unit_that_is_renamed_keeps_its_old_names() {
    let proposal = proposed("单位全称,署名\n延津县财政局,县财局\n").expect("no problem");
    assert_eq!(shown(&proposal), ["延津县财政局 改：署名“财政局”→“县财局”，别名“财政局”"]);
    assert_eq!(proposal.absent, ["延津县小潭乡人民政府"]);
}

#[test]
fn a_name_that_comes_after_another_is_a_unit_of_its_own() {
    let proposal =
        proposed("单位,起止日期\n小潭乡,至2015年12月31日\n延津县潭龙街道办事处,2016年1月起\n")
            .expect("no problem");
    assert_eq!(proposal.changes.len(), 2);
    let problems = proposed(
        "单位,简称,起止日期\n延津县新财政局,财政局,2016年起\n延津县财政局,财政局,至2017年\n",
    )
    .expect_err("both at one time");
    let told: Vec<String> = problems.iter().map(Problem::shown).collect();
    assert_eq!(told, ["第3行第1列：与第2行第1列是同一个单位“延津县财政局”"]);
}

#[test]
fn one_form_belongs_to_one_unit() {
    let problems =
        proposed("单位全称,署名\n延津县供销社,供销社\n延津县供销联社,供销社\n延津县甲局,小潭乡\n延津县小潭乡人民政府,小潭\n")
            .expect_err("twice");
    let told: Vec<String> = problems.iter().map(Problem::shown).collect();
    assert_eq!(
        told,
        [
            "第5行第1列：与第4行第1列是同一个单位“延津县小潭乡人民政府”",
            "第3行第1列：“供销社”同时也是第2行第1列的“延津县供销社”的写法"
        ]
    );
}

#[test]
fn what_nobody_has_written_is_marked_and_a_unit_given_twice_is_told() {
    let proposal = proposed("简称,类别\n民政局,县直\n").expect("no problem");
    assert_eq!(
        shown(&proposal),
        ["民政局 新加：全称“民政局”（推的，请核对），署名“民政局”，类别“县直部门”"]
    );
    let problems =
        proposed("单位全称,署名\n延津县民政局,民政局\n延津县民政局,民政局\n").expect_err("twice");
    let told: Vec<String> = problems.iter().map(Problem::shown).collect();
    assert_eq!(told, ["第3行第1列：“延津县民政局”写了两次，另一次在第2行第1列"]);
}
