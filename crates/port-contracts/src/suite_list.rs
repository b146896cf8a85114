//! The list of all contracts, by module. It makes the table [`CONTRACTS`](crate::CONTRACTS) and the tests of
//! [`contract_suite!`](crate::contract_suite). The modules are private, so the compiler warns of a contract that is not
//! in the list: its function is unused.

#[doc(hidden)]
#[macro_export]
macro_rules! contracts {
    (@tests [$make:path] $($module:tt $flavor:tt { $($contract:ident)+ })+) => {
        $crate::contracts! { @flat [$make] $($($flavor $contract)+)+ }
    };
    (@flat [$make:path] $($flavor:tt $contract:ident)+) => {
        $(
            #[tokio::test(flavor = $flavor)]
            async fn $contract() {
                $crate::check(stringify!($contract), $make().await).await;
            }
        )+
    };
    (@table [] $($module:tt $flavor:tt { $($contract:ident)+ })+) => {
        &[$($(Contract {
            name: stringify!($contract),
            run: |adapter| Box::pin(async move { $crate::contracts!(@path $module $contract)(&adapter).await }),
        },)+)+]
    };
    (@path [$($module:ident)::+] $contract:ident) => { $crate::$($module)::+::$contract };
    (@list $what:ident [$($make:path)?]) => {
        $crate::contracts! { @$what [$($make)?]
            [tickets::backlog] "current_thread" {
                waiting_tickets_come_most_urgent_then_oldest_then_lowest_number
                waiting_tickets_are_barred_to_their_reporter_and_to_who_handed_them_back
                the_word_that_a_hand_out_has_a_rest_stays_until_it_is_taken_back
            }
            [tickets::closing] "current_thread" {
                resolved_tickets_are_found_when_a_step_is_due
            }
            [tickets::conversations::amending] "current_thread" {
                amending_the_description_changes_the_first_message_only
            }
            [tickets::conversations::newer] "current_thread" {
                newer_messages_are_those_of_others_after_the_one_that_was_seen
            }
            [tickets::conversations::note_writers] "current_thread" {
                note_writers_are_named_once
            }
            [tickets::conversations::reading] "current_thread" {
                one_message_is_found_in_its_own_ticket_and_a_note_only_where_notes_are
                messages_come_oldest_first_and_every_page_goes_on_where_the_last_ended
                notes_are_hidden_from_whoever_may_not_read_them
                a_page_does_not_promise_more_where_only_notes_follow
            }
            [tickets::decisions] "current_thread" {
                a_decision_is_kept_with_all_its_reasons
                the_last_decision_counts_even_of_two_in_one_millisecond
                a_decision_may_be_kept_before_its_ticket
                a_decision_goes_with_its_ticket
            }
            [tickets::deletion] "current_thread" {
                a_deleted_ticket_is_gone_but_its_history_stays
            }
            [tickets::filters::meaning] "current_thread" {
                every_filter_means_what_it_says
                filters_together_narrow_each_other
            }
            [tickets::followers] "current_thread" {
                followers_come_and_go_with_the_ticket_and_are_listed_by_username
                a_change_that_is_rolled_back_leaves_the_followers
                a_person_who_is_forgotten_follows_nothing_and_the_others_stay
            }
            [tickets::held_tickets] "current_thread" {
                the_tickets_of_an_engineer_come_in_the_same_order
            }
            [tickets::lists::counts] "current_thread" {
                tickets_are_counted_as_far_as_asked
            }
            [tickets::lists::orders] "current_thread" {
                every_order_visits_every_ticket_once_even_with_ties
                a_filtered_and_restricted_list_keeps_its_order_over_all_pages
                a_reporters_list_is_ordered_and_filtered_by_public_changes_only
            }
            [tickets::lists::pages] "current_thread" {
                a_page_that_ends_with_the_last_ticket_says_so
                a_page_goes_on_even_where_the_last_ticket_seen_is_gone
                tickets_are_counted_where_asked_whatever_the_page
            }
            [tickets::lookup] "current_thread" {
                a_ticket_is_found_by_its_number
            }
            [tickets::muting] "current_thread" {
                muting_a_ticket_twice_is_muting_it_once
            }
            [tickets::numbers] "current_thread" {
                numbers_count_from_one_without_a_gap
                the_number_of_a_deleted_ticket_is_not_used_again
                the_number_of_a_dropped_unit_of_work_is_free_again
            }
            [tickets::numbers] "multi_thread" {
                concurrent_openings_and_rollbacks_leave_no_gap
            }
            [tickets::opening] "multi_thread" {
                forty_tickets_opened_at_once_go_to_four_engineers_by_tens
            }
            [tickets::operations::contracts] "current_thread" {
                loads_are_true_and_every_assignee_works_after_each_of_500_operations
            }
            [tickets::operations::contracts] "multi_thread" {
                loads_are_true_and_every_assignee_works_after_500_operations_by_ten_at_once
            }
            [tickets::search::contracts] "current_thread" {
                titles_are_searched_literally_and_whatever_the_case
                descriptions_are_searched_literally_and_whatever_the_case
                texts_are_found_in_every_form_in_which_they_may_be_written
                a_search_for_a_number_finds_that_ticket_too
                several_words_are_found_in_any_order_and_phrases_only_in_theirs
                a_changed_ticket_is_found_by_its_new_words
            }
            [tickets::taking] "current_thread" {
                who_was_suspended_in_the_meantime_takes_no_ticket
            }
            [tickets::search::messages] "current_thread" {
                a_search_reads_messages_beside_title_and_description
                an_edited_description_is_not_found_by_its_old_words
                a_note_is_found_only_by_those_who_may_read_it
            }
            [tickets::visibility] "current_thread" {
                a_ticket_that_may_not_be_seen_is_not_found
                a_ticket_that_may_not_be_seen_is_in_no_list_search_or_count
                asking_for_somebody_elses_tickets_shows_none_of_them
            }
            [people::admins] "current_thread" {
                admins_are_the_approved_admins_and_superadmins
                people_and_admins_are_looked_up_together_each_once
            }
            [people::lists::filters] "current_thread" {
                people_are_listed_by_role_and_state
                people_are_searched_by_username_name_and_address
            }
            [people::lists::orders] "current_thread" {
                every_order_of_people_visits_everybody_once_even_with_ties
                people_are_counted_where_asked_whatever_the_page
            }
            [people::lists::visibility] "current_thread" {
                people_are_listed_only_to_whom_they_may_be
            }
            [people::lookup] "current_thread" {
                a_person_is_found_by_id_name_and_address_whatever_its_case
                a_unit_of_work_shows_a_person_with_their_numbers_as_it_leaves_them
                nobody_is_found_under_a_name_that_nobody_has
                looking_people_up_leaves_out_who_does_not_exist
            }
            [people::quotas] "current_thread" {
                what_a_customer_writes_is_counted_by_the_day
                only_active_tickets_of_the_customer_are_counted_and_only_as_far_as_asked
            }
            [people::removed] "current_thread" {
                removed_people_still_count_as_somebody
                removed_people_are_not_found_but_still_named_beside_tickets
            }
            [people::renewed_hashes] "current_thread" {
                a_renewed_hash_takes_the_place_of_the_one_it_renews_and_of_no_other
            }
            [people::superadmins] "multi_thread" {
                of_many_first_starts_one_appoints_the_first_superadmin
                two_superadmins_who_demote_each_other_at_once_leave_one
            }
            [people::usernames] "multi_thread" {
                the_newest_reservation_of_a_username_counts
                reservations_of_usernames_end_by_time_and_with_their_owner
                a_username_that_is_given_up_at_the_same_time_is_not_signed_up_with
            }
            [people::workload] "current_thread" {
                every_engineer_is_locked_with_their_load_in_order_of_id
                a_load_never_falls_below_zero
                loads_are_seen_by_the_unit_of_work_that_moves_them_and_by_readers_after_it
                changing_a_person_or_ticket_moves_no_load
            }
            [accounts::api_keys::authenticating] "current_thread" {
                a_key_is_found_with_its_owner_as_they_are_now
                a_revoked_key_and_that_of_a_removed_person_are_not_found
            }
            [accounts::api_keys::listing] "current_thread" {
                keys_are_listed_newest_first_over_all_pages
            }
            [accounts::api_keys::live] "current_thread" {
                only_live_keys_of_accounts_in_use_are_standing
                keys_count_as_live_until_they_are_revoked_or_expire
            }
            [accounts::api_keys::live] "multi_thread" {
                the_last_key_allowed_is_made_once_even_if_many_ask_at_once
            }
            [accounts::api_keys::revoking] "current_thread" {
                revoking_all_keys_of_a_person_spares_others_and_keeps_the_first_time
            }
            [accounts::api_keys::revoking] "multi_thread" {
                of_many_who_revoke_one_key_at_once_one_does
            }
            [accounts::api_keys::storing] "current_thread" {
                a_key_comes_back_as_it_was
                the_newest_use_is_the_one_that_is_noted
            }
            [accounts::link_requests] "current_thread" {
                requests_come_back_as_they_were_oldest_first_and_once
                a_request_beyond_the_most_is_lost
                a_dropped_unit_of_work_gives_back_the_request_that_it_took
            }
            [accounts::link_requests] "multi_thread" {
                eight_workers_never_take_the_same_request
            }
            [accounts::event_tickets] "current_thread" {
                an_event_ticket_is_valid_once_and_until_the_moment_it_expires
                expired_event_tickets_are_forgotten_in_bounded_numbers_and_valid_ones_stay
            }
            [accounts::event_tickets] "multi_thread" {
                an_event_ticket_opens_one_stream_even_if_twenty_ask_at_once
            }
            [accounts::links::expiry] "current_thread" {
                expired_links_are_forgotten_in_bounded_numbers_and_good_ones_stay
            }
            [accounts::links::mailboxes] "current_thread" {
                a_mailbox_is_reserved_once_within_the_time
            }
            [accounts::links::mailboxes] "multi_thread" {
                one_of_several_at_once_gets_a_mailbox
            }
            [accounts::links::reading] "current_thread" {
                a_link_comes_back_as_it_was_and_to_look_does_not_use_it_up
            }
            [accounts::links::replacing] "current_thread" {
                a_new_link_replaces_the_older_of_its_person_and_purpose_only
                dropping_a_link_spares_other_purposes_and_people
                links_that_undo_a_change_replace_each_other_only_at_one_address_and_reserve_it
            }
            [accounts::links::using] "current_thread" {
                a_link_is_good_until_the_moment_it_expires
                a_dropped_unit_of_work_uses_up_no_link
            }
            [accounts::links::using] "multi_thread" {
                a_link_is_good_once_even_if_fifty_follow_it_at_once
            }
            [accounts::second_factors::challenges] "current_thread" {
                a_challenge_comes_back_as_it_was_until_it_expires
                expired_challenges_are_forgotten_in_bounded_numbers_and_good_ones_stay
            }
            [accounts::second_factors::factors] "current_thread" {
                a_second_factor_comes_back_as_it_was_and_replaces_the_older_one
                all_that_belongs_to_a_factor_goes_with_it_and_others_stay
            }
            [accounts::second_factors::recovery_codes] "current_thread" {
                new_recovery_codes_take_the_place_of_the_older_ones
            }
            [accounts::second_factors::recovery_codes] "multi_thread" {
                a_recovery_code_is_good_once_even_if_many_show_it_at_once
            }
            [accounts::sessions::ending] "current_thread" {
                the_tokens_of_an_ended_session_are_unknown
                ending_the_sessions_of_a_person_spares_the_exception_and_others
                a_unit_of_work_sees_that_another_has_ended_a_session
            }
            [accounts::sessions::listing] "current_thread" {
                sessions_are_listed_newest_first_over_all_pages_while_they_last
                a_session_comes_back_as_it_began_and_with_its_last_use
            }
            [accounts::sessions::people] "current_thread" {
                a_session_answers_only_for_its_own_person
                a_session_answers_with_the_person_as_they_are_now
                only_sessions_of_people_in_use_that_have_not_ended_stand
                a_person_has_begun_a_session_also_when_it_ended
            }
            [accounts::sessions::tokens] "current_thread" {
                a_token_is_used_up_by_its_first_use
                a_token_that_nobody_gave_out_is_unknown
                an_expired_token_is_the_callers_to_judge
            }
            [mail::intake::claiming] "current_thread" {
                due_mails_are_claimed_oldest_first_and_to_one_worker
                only_waiting_mails_are_claimed_and_an_outcome_ends_the_lease
            }
            [mail::intake::forgetting] "current_thread" {
                the_words_of_the_mails_of_a_ticket_or_person_are_forgotten
                the_words_of_the_mail_of_a_message_are_forgotten
                old_mails_are_forgotten_by_their_state_and_in_bounded_numbers
            }
            [mail::intake::keeping] "current_thread" {
                a_mail_is_kept_whole_through_all_that_becomes_of_it
                a_mail_with_the_digest_of_another_is_that_one
                another_mail_with_the_same_content_is_found_unless_it_is_a_duplicate
                recipients_are_added_without_a_change_of_anything_else
                the_mails_of_a_person_that_are_held_for_a_reason_are_found
                the_content_of_a_raw_mail_is_in_use_until_the_mail_forgets_it
            }
            [mail::intake::lists] "current_thread" {
                lists_show_the_newest_first_page_by_page_by_state_and_to_whom_they_may
                what_waits_is_counted
            }
            [mail::intake::volume] "current_thread" {
                volume_counts_what_came_within_the_spans_of_the_caps
            }
            [mail::mailboxes] "current_thread" {
                a_folder_is_given_to_one_reader_until_its_lease_ends
                a_released_folder_is_free_at_once_and_its_cursor_stays
                only_the_reader_of_a_folder_moves_its_cursor
                folders_have_cursors_of_their_own
            }
            [mail::mailboxes] "multi_thread" {
                one_of_twenty_readers_gets_a_folder
            }
            [mail::outbox::addresses] "current_thread" {
                the_addresses_of_notices_to_somebody_are_forgotten_and_others_stay
            }
            [mail::outbox::claiming] "current_thread" {
                notices_are_due_at_once_and_claimed_in_the_order_in_which_they_became_due
                notices_for_some_people_can_be_left_out
                a_lease_that_ran_out_is_claimed_again_as_the_next_attempt
            }
            [mail::outbox::flow] "current_thread" {
                how_mail_moves_is_told_by_what_waits_and_who_has_it
                an_empty_outbox_counts_nothing
            }
            [mail::outbox::joining] "current_thread" {
                what_joined_a_letter_is_claimed_with_it_and_never_by_itself
                recent_letters_about_a_ticket_say_when_they_go_and_whether_they_are_open
                what_was_left_out_of_a_letter_is_dropped
                the_next_takes_the_place_of_a_letter_that_is_not_sent
                a_digest_is_found_by_its_recipient_and_frequency_and_not_by_its_ticket
            }
            [mail::outbox::lately] "current_thread" {
                a_letter_is_found_by_its_kind_and_its_ticket_or_recipient_since_a_time
            }
            [mail::outbox::order] "current_thread" {
                mails_about_accounts_are_claimed_first_and_the_others_by_their_turns
                a_mail_for_later_waits_for_its_time_and_then_takes_its_turn
                a_mail_that_was_put_off_has_all_its_tries_again
                the_last_turn_of_an_author_counts_while_that_mail_waits
                the_nth_newest_mail_says_whether_a_budget_is_used_up
                what_admins_got_of_new_tickets_and_sign_ups_is_counted
            }
            [mail::outbox::outcomes] "current_thread" {
                the_outcome_of_an_old_attempt_changes_nothing
                what_is_settled_is_never_claimed_again
                a_letter_that_may_come_back_is_known_once_its_outcome_is
            }
            [mail::outbox::retrying] "current_thread" {
                a_notice_to_be_tried_again_waits_for_its_time
                a_notice_that_was_put_off_comes_after_those_that_became_due_before_it
            }
            [mail::queued_with_ticket] "multi_thread" {
                mails_about_a_ticket_are_queued_if_and_only_if_the_ticket_is_kept
            }
            [mail::reading::lists] "current_thread" {
                mails_are_listed_by_state_newest_first_over_all_pages
                the_mails_about_a_ticket_are_listed_oldest_first
            }
            [mail::reading::requeueing] "current_thread" {
                what_was_given_up_is_due_again_with_all_its_tries
            }
            [mail::reading::state] "current_thread" {
                a_mail_shows_its_recipient_and_how_far_it_came
            }
            [security::forgetting] "current_thread" {
                old_entries_and_surplus_refusals_are_forgotten_oldest_first
            }
            [security::reading] "current_thread" {
                an_entry_is_read_as_it_was_written_with_its_people
                the_security_log_is_read_in_both_orders_and_by_kind_and_person
                an_admin_reads_nothing_about_other_admins_but_what_strangers_did
                a_network_is_known_after_a_sign_in_from_it
            }
            [drafts::forgetting] "current_thread" {
                a_draft_is_discarded_at_its_place_only
                a_draft_that_is_discarded_and_not_committed_is_there
                drafts_go_with_their_ticket_and_their_person
                drafts_without_a_change_are_forgotten_in_bounded_numbers
            }
            [presence] "current_thread" {
                people_are_on_a_ticket_until_their_note_ends
                a_person_is_on_a_ticket_once_and_leaves_it_alone
            }
            [drafts::keeping] "current_thread" {
                a_person_has_one_draft_for_each_place
                a_draft_is_found_at_its_place_within_its_unit_of_work
                drafts_are_listed_where_their_ticket_may_be_seen
                above_the_most_the_oldest_other_draft_goes
            }
            [saved_views::keeping] "current_thread" {
                a_person_has_one_saved_view_of_each_name
                a_saved_view_is_discarded_by_its_name_only
                saved_views_go_with_their_person
            }
            [transfer::adding] "current_thread" {
                whole_people_and_tickets_come_back_as_they_were_added
                added_tickets_count_are_searched_and_raise_the_last_number
                what_is_stored_is_known_and_an_id_that_is_taken_is_refused
            }
            [transfer::order] "current_thread" {
                added_events_come_before_own_ones_in_the_order_of_their_times
                events_of_people_keep_their_order_over_several_batches
            }
            [transfer::reading] "current_thread" {
                loose_events_are_those_of_people_and_of_deleted_tickets
                an_export_goes_on_after_any_record
            }
            [webhooks::keeping] "current_thread" {
                a_webhook_comes_back_as_it_was_and_goes_with_its_deliveries
                only_active_webhooks_are_sent_events
                the_place_of_a_webhook_moves_once_from_each_place
            }
            [webhooks::keeping] "multi_thread" {
                units_of_work_that_count_the_webhooks_wait_for_each_other
            }
            [webhooks::order] "current_thread" {
                deliveries_about_one_thing_are_claimed_one_after_the_other
                a_delivery_that_is_given_up_makes_way_for_the_next
                deliveries_that_are_queued_again_come_in_the_order_of_their_events
            }
            [webhooks::claiming] "current_thread" {
                a_delivery_belongs_to_one_worker_until_its_lease_ends
                the_result_of_an_old_attempt_changes_no_delivery
                a_delivery_that_is_sent_again_has_all_its_tries
            }
            [webhooks::claiming] "multi_thread" {
                eight_workers_claim_each_delivery_once
            }
            [webhooks::lists] "current_thread" {
                deliveries_are_listed_by_state_newest_first_over_all_pages
                settled_deliveries_are_forgotten_in_bounded_numbers
                what_is_pending_is_counted
            }
            [events::feed::concurrency] "multi_thread" {
                whoever_reads_on_while_others_write_misses_nothing
            }
            [events::feed::counting] "current_thread" {
                a_count_of_events_stops_at_ten_thousand_and_says_so
            }
            [events::feed::order] "current_thread" {
                the_feed_has_every_event_once_in_the_order_of_commits
                from_any_event_on_the_feed_gives_exactly_the_rest
                what_is_read_to_its_end_goes_on_with_what_comes_later
                an_event_that_nobody_wrote_has_no_place
            }
            [events::feed::subjects] "current_thread" {
                an_event_tells_of_its_ticket_or_person_as_they_are_now
            }
            [events::feed::visibility] "current_thread" {
                everybody_reads_exactly_what_the_rules_let_them_see
            }
            [events::history] "current_thread" {
                events_come_in_the_order_of_appending
                internal_events_are_hidden_from_whoever_may_not_read_them
                everybody_who_did_something_with_a_ticket_is_named_once
                events_name_the_people_in_them
            }
            [files::attachments] "current_thread" {
                the_files_of_messages_are_read_in_the_order_in_which_they_arrived
                a_file_is_found_in_its_own_ticket_and_one_of_a_note_only_where_notes_are
                an_upload_is_open_for_its_uploader_until_a_message_has_it_or_its_time_is_over
                uploads_without_a_message_are_forgotten_in_bounded_numbers
                a_removed_file_keeps_its_place_without_name_and_content
                a_deleted_ticket_takes_its_files_and_leaves_their_contents_to_the_sweep
            }
            [files::contents] "current_thread" {
                a_content_is_condemned_only_if_nothing_uses_it_and_it_was_claimed_long_ago
                a_condemned_content_cannot_be_claimed_until_it_is_forgotten
                a_deletion_that_did_not_end_is_begun_again_after_its_time
                known_contents_are_listed_in_pages_and_summed_up
            }
            [files::contents] "multi_thread" {
                who_condemns_a_content_waits_for_who_claims_it
            }
            [reports::engineers] "current_thread" {
                engineers_are_reported_with_what_they_have_to_do_and_did
            }
            [reports::figures] "current_thread" {
                opened_tickets_are_counted_by_state_and_priority
                every_rank_of_a_measure_is_found
            }
            [reports::ratings] "current_thread" {
                ratings_are_counted_by_their_stars
                engineers_are_reported_with_the_ratings_of_their_tickets
            }
            [reports::resolved] "current_thread" {
                a_report_begins_and_ends_at_its_very_milliseconds
                every_resolved_ticket_of_the_period_is_reported_once_in_order
            }
            [maintenance::mail] "current_thread" {
                dropping_what_waits_spares_what_is_settled
                mail_is_forgotten_by_its_state_and_when_it_was_settled
            }
            [maintenance::pausing] "current_thread" {
                mail_is_paused_until_it_is_resumed_and_the_first_time_counts
            }
            [maintenance::sessions] "current_thread" {
                ending_all_sessions_ends_everybodys
                sessions_are_forgotten_when_they_ended_or_expired_long_ago
            }
            [transactions::idempotency::claims] "current_thread" {
                a_key_stands_for_its_first_request_and_answer
                everybody_has_keys_of_their_own
                the_key_of_a_dropped_unit_of_work_is_free_again
                a_later_answer_takes_the_place_of_the_first
                an_answer_without_a_claim_is_a_fault
            }
            [transactions::idempotency::concurrent] "multi_thread" {
                a_request_that_comes_twenty_times_at_once_is_carried_out_once
            }
            [transactions::idempotency::expiry] "current_thread" {
                an_old_key_counts_for_nothing_and_can_be_used_for_something_else
                old_keys_are_forgotten_in_bounded_numbers_and_young_ones_stay
            }
            [transactions::idempotency::privacy] "current_thread" {
                the_requests_of_somebody_and_answers_about_them_are_forgotten_and_others_stay
            }
            [transactions::races] "multi_thread" {
                eight_workers_never_claim_the_same_notice
                a_refresh_token_is_good_once_even_if_fifty_present_it_at_once
                loads_decided_on_at_once_differ_by_at_most_one
                of_many_first_starts_one_sees_nobody
            }
            [transactions::rollback::failure] "current_thread" {
                nothing_is_kept_beside_what_fails
            }
            [transactions::rollback::failure] "multi_thread" {
                an_aborted_task_leaves_nothing_and_holds_up_nobody
            }
            [transactions::rollback::isolation] "current_thread" {
                readers_see_only_what_is_committed
            }
            [transactions::rollback::mail] "current_thread" {
                a_dropped_unit_of_work_leaves_no_notice
                a_dropped_unit_of_work_gives_back_what_it_claimed
                what_was_locked_is_free_once_it_is_rolled_back
            }
            [transactions::rollback::people] "current_thread" {
                a_dropped_unit_of_work_leaves_people_as_they_were
                a_dropped_unit_of_work_leaves_loads_as_they_were
                a_dropped_unit_of_work_leaves_no_session
            }
            [transactions::rollback::tickets] "current_thread" {
                a_dropped_unit_of_work_leaves_no_ticket
                a_dropped_unit_of_work_leaves_tickets_as_they_were
                a_dropped_unit_of_work_leaves_no_history
            }
            [transactions::round_trips] "current_thread" {
                a_person_comes_back_as_they_were
                a_ticket_comes_back_as_it_was
                the_longest_texts_and_the_largest_number_come_back
                a_notice_comes_back_as_it_was_with_its_recipient_as_they_are_now
            }
            [transactions::uniqueness] "current_thread" {
                a_taken_username_is_named
                a_taken_address_is_named_whatever_its_case
                a_person_may_change_the_case_of_their_own_address
                the_address_of_a_removed_person_is_free_again
                an_id_or_number_cannot_be_used_twice
            }
            [transactions::uniqueness] "multi_thread" {
                of_many_who_want_one_name_at_once_one_gets_it
            }
            [transactions::versions] "current_thread" {
                a_stale_version_of_a_ticket_is_a_conflict
                a_stale_version_of_a_person_is_a_conflict
                changing_what_does_not_exist_is_a_conflict
            }
            [transactions::versions] "multi_thread" {
                no_change_of_a_ticket_is_lost_among_concurrent_ones
                no_change_of_a_person_is_lost_among_concurrent_ones
            }
        }
    };
}
