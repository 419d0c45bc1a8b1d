"""Tests with many slow cases: ``make test`` runs one of so many, ``make campaigns`` the others.

Which ones are drawn is the same in every run: a failure is then due to the change under test.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from zlib import crc32

import pytest

DRAWN = {
    "tests/properties/test_batches.py::test_an_edit_alone_goes_where_diff_says": 4,
    "tests/properties/test_form_law.py::"
    "test_every_blank_is_tagged_or_told_and_keeps_what_is_typed": 3,
    "tests/properties/test_pack_edits.py::test_a_name_that_is_given_back_leaves_no_trace": 3,
    "tests/properties/test_sheet_laws.py::test_so_it_is_when_calc_has_saved_the_workbook": 3,
    "tests/properties/test_taken_law.py::test_what_is_printed_is_taken_again": 3,
    "tests/properties/test_typed_edits.py::"
    "test_in_every_scalar_of_the_sample_every_value_is_all_that_changes": 3,
    "tests/test_conflict_hints.py::test_doing_what_the_hints_of_a_conflict_say_ends_it": 2,
    "tests/test_contents.py::test_a_broken_field_stays_and_costs_the_contents_nothing": 3,
    "tests/test_contents.py::test_each_stale_field_is_told_alone_at_its_place_in_both_languages": 4,
    "tests/test_contents.py::"
    "test_edits_go_back_are_undone_and_merged_and_contents_are_right_each_time": 6,
    "tests/test_contents.py::test_the_contents_say_where_headings_stand_and_are_the_same_twice": 2,
    "tests/test_contents.py::test_what_is_new_right_behind_the_contents_is_merged_behind_them": 4,
    "tests/test_doc_commands.py::test_the_commands_of_a_page_do_what_it_says": 6,
    "tests/test_docxtpl_manner.py::test_a_template_that_libreoffice_saved_prints_the_same": 6,
    "tests/test_docxtpl_manner.py::test_docgens_class_prints_the_same": 6,
    "tests/test_docxtpl_manner.py::test_docgens_template_prints_the_same": 6,
    "tests/test_docxtpl_manner.py::test_docxtpl_fills_the_template": 6,
    "tests/test_docxtpl_manner.py::test_it_is_the_same_however_word_has_split_the_tags": 6,
    "tests/test_docxtpl_page.py::test_the_page_says_what_is_printed": 6,
    "tests/test_docxtpl_page.py::test_the_page_says_what_docxtpl_prints": 4,
    "tests/test_docxtpl_programs.py::test_a_program_writes_the_same_files": 3,
    "tests/test_draft_page.py::test_every_blank_has_a_place_on_a_page": 3,
    "tests/test_draft_page.py::test_the_command_writes_the_page_and_overwrites_nobodys": 2,
    "tests/test_drafts.py::test_a_draft_differs_from_the_finished_report_only_at_its_marks": 2,
    "tests/test_expressions_show_data.py::"
    "test_a_list_of_itself_is_stopped_before_it_is_compared": 4,
    "tests/test_expressions_show_data.py::test_what_is_no_data_is_told_at_its_tag": 6,
    "tests/test_filled_forms.py::test_taken_values_give_the_filled_form_back_at_every_place": 5,
    "tests/test_filled_forms.py::test_values_are_taken_and_what_the_form_prints_stays": 2,
    "tests/test_fill_office.py::test_killed_at_any_moment_no_file_is_half_written": 2,
    "tests/test_formula_tables.py::test_every_formula_stands_behind_those_that_it_reads": 6,
    "tests/test_formula_tables.py::test_no_formula_of_a_table_is_false": 6,
    "tests/test_kills.py::test_a_kill_while_figures_are_taken_leaves_the_old_ones_or_the_new": 2,
    "tests/test_kills.py::"
    "test_after_a_kill_and_another_run_or_undo_a_change_is_wholly_there_or_wholly_undone": 4,
    "tests/test_kills.py::test_killed_at_any_moment_nothing_is_lost": 3,
    "tests/test_labels.py::test_diff_and_outline_give_each_cell_of_a_report_the_same_labels": 3,
    "tests/test_messy_forms.py::test_what_a_file_has_in_it": 3,
    "tests/test_office_desk.py::"
    "test_a_scripted_edit_of_the_reference_report_is_put_back_or_stays": 5,
    "tests/test_office_desk.py::test_all_taken_one_by_one_is_what_pull_writes_of_all": 4,
    "tests/test_office_desk.py::test_what_is_put_back_is_gone_alone_and_comes_back_as_it_was": 3,
    "tests/test_office_files.py::test_an_unread_file_is_an_error_that_costs_only_itself": 3,
    "tests/test_office_files.py::"
    "test_what_was_sent_as_another_kind_is_known_again_once_it_is_saved_as_docx": 3,
    "tests/test_official_papers.py::test_each_defect_of_a_pdf_is_told": 3,
    "tests/test_old_forms.py::test_a_doc_becomes_the_pack_of_its_docx_without_faults_of_fonts": 4,
    "tests/test_old_reports.py::test_an_old_report_has_its_values": 3,
    "tests/test_on_windows.py::test_content_that_is_not_utf_8_is_told_with_how_to_save_it": 3,
    "tests/test_papers_verified.py::test_contents_say_where_headings_stand": 4,
    "tests/test_papers_verified.py::test_every_defect_is_told_at_its_place": 4,
    "tests/test_papers_verified.py::test_nothing_is_told_of_any_sound_paper": 4,
    "tests/test_pdf.py::test_other_files_of_a_call_change_no_byte": 2,
    "tests/test_round_trip.py::test_a_scripted_edit_in_word_is_carried_back_or_stays": 4,
    "tests/test_round_trip.py::test_an_edit_of_each_outcome_in_libreoffice": 4,
    "tests/test_taken_reports_scorer.py::test_each_mutation_changes_a_report": 2,
    "tests/test_taught_markdown.py::test_what_is_taught_passes": 5,
    "tests/test_template_new.py::test_a_small_form_filled_with_nothing_is_the_form_again": 5,
    "tests/test_template_update.py::"
    "test_what_is_unchanged_keeps_its_tags_and_what_is_gone_is_told": 4,
    "tests/test_verify.py::test_each_way_to_spoil_a_pdf_is_measured": 3,
    "tests/unit/checking/test_slips_grow.py::test_the_time_of_each_check_grows_with_the_text": 6,
    "tests/unit/scaffold/taken/test_taken_causes.py::test_every_value_is_taken_again": 3,
}
"""Of how many cases of a test one is run."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Marks the cases that are not drawn, so that ``-m 'not campaign'`` leaves them out."""
    cases: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        test = item.nodeid.partition("[")[0]
        if test in DRAWN and not item.get_closest_marker("campaign"):
            cases[test].append(item)
    left = pytest.mark.campaign("further cases of slow tests: tests/drawn_cases.py")
    for test, own in cases.items():
        first = crc32(test.encode()) % min(DRAWN[test], len(own))
        for number, item in enumerate(own):
            if number % DRAWN[test] != first:
                item.add_marker(left)
