// Generated from the server's OpenAPI document by `npm run types`.

export interface paths {
    "/api/v1/build": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Build
         * @description Build journeys, and the steps of every published map.
         */
        post: operations["build_api_v1_build_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar.ics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calendar Feed
         * @description Reviews and due dates, for a calendar to subscribe to.
         */
        get: operations["calendar_feed_api_v1_calendar_ics_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cells": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cells
         * @description The map that cells of a spreadsheet would become, and what became of every cell. Nothing is kept.
         */
        post: operations["cells_api_v1_cells_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customer}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Timeline
         * @description One customer's journey as a time line.
         */
        get: operations["timeline_api_v1_customers__customer__timeline_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * New Map
         * @description A new map, empty, from a template or from cells; it is a draft until it is published.
         */
        post: operations["new_map_api_v1_drafts_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{map_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Draft
         * @description How a draft differs from the published map, and what is to be said of it.
         */
        get: operations["draft_api_v1_drafts__map_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{map_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve
         * @description Say that a draft is good exactly as it stands.
         */
        post: operations["approve_api_v1_drafts__map_id__approve_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{map_id}/matches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Matches
         * @description What a rule would catch in the newest build.
         */
        post: operations["matches_api_v1_drafts__map_id__matches_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{map_id}/number": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Number
         * @description The number of a measure as the map will show it, at a step of it.
         */
        post: operations["number_api_v1_drafts__map_id__number_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{map_id}/off-map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Off Map
         * @description What customers meet that no step of the draft stands for, most customers first.
         */
        get: operations["off_map_api_v1_drafts__map_id__off_map_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{map_id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish
         * @description Write the draft as the map that is built and measured.
         */
        post: operations["publish_api_v1_drafts__map_id__publish_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{map_id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore
         * @description Put a version back, or one lane of it, as an ordinary edit.
         */
        post: operations["restore_api_v1_drafts__map_id__restore_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{map_id}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Suggestions
         * @description What is suggested for a draft, the newest first, and whether it still applies.
         */
        get: operations["suggestions_api_v1_drafts__map_id__suggestions_get"];
        put?: never;
        /**
         * Suggest
         * @description Suggest changes; what needs each other is one suggestion, everything else can be accepted alone.
         */
        post: operations["suggest_api_v1_drafts__map_id__suggestions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{map_id}/suggestions/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look
         * @description What a suggestion would change, in words, before it is made.
         */
        post: operations["look_api_v1_drafts__map_id__suggestions_look_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{map_id}/suggestions/settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Settle
         * @description Accept or reject suggestions, with a word to who made them. What does not apply any more stays open.
         */
        post: operations["settle_api_v1_drafts__map_id__suggestions_settle_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{map_id}/suggestions/{number}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw
         * @description Take one's own suggestion back.
         */
        post: operations["withdraw_api_v1_drafts__map_id__suggestions__number__withdraw_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{map_id}/take-file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take File
         * @description Edit the draft into the map file that was changed outside of the editor.
         */
        post: operations["take_file_api_v1_drafts__map_id__take_file_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{map_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep Version
         * @description Keep the draft as it is under a name.
         */
        post: operations["keep_version_api_v1_drafts__map_id__versions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{map_id}/vocabulary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Vocabulary
         * @description Events, channels, touchpoints, segments and measures that can be chosen.
         */
        get: operations["vocabulary_api_v1_drafts__map_id__vocabulary_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload
         * @description Take in a file: the body is its bytes, as they are.
         */
        post: operations["upload_api_v1_files_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{name}/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look
         * @description The columns of a file, and how it would be read.
         */
        get: operations["look_api_v1_files__name__look_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Forecast
         * @description What customers will still bring and how many may stay away, tested; computed once for each build.
         */
        get: operations["forecast_api_v1_forecast_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forecast/at-risk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * At Risk
         * @description The customers who may stay away, those with the most at stake first.
         */
        get: operations["at_risk_api_v1_forecast_at_risk_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All Maps
         * @description All maps at one glance, with what asks for attention.
         */
        get: operations["all_maps_api_v1_home_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring
         * @description Take in a picture: the body is its bytes, as they are.
         */
        post: operations["bring_api_v1_images_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/images/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Image
         * @description A picture of the workspace, as drafts show it.
         */
        get: operations["image_api_v1_images__name__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring
         * @description Import a file as chosen, then build; where there is no map, one is drafted.
         */
        post: operations["bring_api_v1_imports_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Running
         * @description The long work that runs right now, for a page that was opened while it does.
         */
        get: operations["running_api_v1_jobs_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Job
         * @description How far a piece of long work has come.
         */
        get: operations["job_api_v1_jobs__job_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Join
         * @description Make an account of an invitation, or choose a new password with it, and sign in.
         */
        post: operations["join_api_v1_join_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Measured Map
         * @description A map with everything measured on it.
         */
        get: operations["measured_map_api_v1_maps__map_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add Action
         * @description Write a new action.
         */
        post: operations["add_action_api_v1_maps__map_id__actions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/actions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Action
         * @description Write an action anew.
         */
        put: operations["change_action_api_v1_maps__map_id__actions__number__put"];
        post?: never;
        /**
         * Remove Action
         * @description Remove an action.
         */
        delete: operations["remove_action_api_v1_maps__map_id__actions__number__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/actions/{number}/effect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Effect
         * @description What came of one action.
         */
        get: operations["effect_api_v1_maps__map_id__actions__number__effect_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Board
         * @description Pains and opportunities in order, actions, and where objectives stand.
         */
        get: operations["board_api_v1_maps__map_id__board_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Threads
         * @description What is said about a map, the newest thread first.
         */
        get: operations["threads_api_v1_maps__map_id__comments_get"];
        put?: never;
        /**
         * Say
         * @description Begin a thread on a part of the map.
         */
        post: operations["say_api_v1_maps__map_id__comments_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/comments/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove
         * @description Remove a comment; with the first of a thread go its answers.
         */
        delete: operations["remove_api_v1_maps__map_id__comments__number__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/comments/{number}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer
         * @description Answer in a thread; a settled one is open again.
         */
        post: operations["answer_api_v1_maps__map_id__comments__number__answers_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/comments/{number}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resolve
         * @description Call a thread settled, or open it again.
         */
        post: operations["resolve_api_v1_maps__map_id__comments__number__resolve_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare
         * @description Two states of a map with what became different, to be drawn over one another.
         */
        get: operations["compare_api_v1_maps__map_id__compare_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/early": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Early
         * @description What happened in the first days and goes along with staying or leaving; looked for once for each build.
         */
        get: operations["early_api_v1_maps__map_id__early_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/early/kept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Early That Is Kept
         * @description The usual question about first days, where it was asked of this build before; null where it was not.
         */
        get: operations["early_that_is_kept_api_v1_maps__map_id__early_kept_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/effects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Effects
         * @description What came of each action of a map; measured once for each build and action.
         */
        get: operations["effects_api_v1_maps__map_id__effects_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/export.{suffix}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export
         * @description The map as a file.
         */
        get: operations["export_api_v1_maps__map_id__export__suffix__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/field-notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Field Notes
         * @description What was heard and seen, word by word: it stays in the team, so no guest and no exported file holds it.
         */
        get: operations["field_notes_api_v1_maps__map_id__field_notes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/found-pains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Found Pains
         * @description Conditions under which clearly fewer go on, order, keep an order or feel fine; looked for once a build.
         */
        get: operations["found_pains_api_v1_maps__map_id__found_pains_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/found-pains/{pain}/examples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Pain Examples
         * @description Journeys of a few customers whom it happened to and who were lost.
         */
        get: operations["pain_examples_api_v1_maps__map_id__found_pains__pain__examples_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/found-pains/{pain}/segments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Pain Segments
         * @description One find among the customers of each segment, and among all others.
         */
        get: operations["pain_segments_api_v1_maps__map_id__found_pains__pain__segments_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/images/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shown Image
         * @description A picture that a published map shows.
         */
        get: operations["shown_image_api_v1_maps__map_id__images__name__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/judgements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Judge
         * @description Say what a card is on an axis that nothing measures.
         */
        put: operations["judge_api_v1_maps__map_id__judgements_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Links
         * @description The links by which guests see a map.
         */
        get: operations["links_api_v1_maps__map_id__links_get"];
        put?: never;
        /**
         * Share
         * @description A new link. It is told once.
         */
        post: operations["share_api_v1_maps__map_id__links_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/links/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke
         * @description End a link, also for who has it open.
         */
        delete: operations["revoke_api_v1_maps__map_id__links__number__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Known Names
         * @description Names to choose from for an owner or a mention: the team, and whoever owns something here.
         */
        get: operations["known_names_api_v1_maps__map_id__names_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/next-steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Next Steps
         * @description What follows each step of a map, and how often that was told right in a later time.
         */
        get: operations["next_steps_api_v1_maps__map_id__next_steps_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reviews
         * @description The reviews of a map, newest first.
         */
        get: operations["reviews_api_v1_maps__map_id__reviews_get"];
        put?: never;
        /**
         * Begin Review
         * @description Begin the next review, or go on with the one that is open.
         */
        post: operations["begin_review_api_v1_maps__map_id__reviews_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/reviews/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Review
         * @description What moved, what is late or stale, what was decided.
         */
        get: operations["review_api_v1_maps__map_id__reviews__number__get"];
        /**
         * Write Review
         * @description Write down decisions.
         */
        put: operations["write_review_api_v1_maps__map_id__reviews__number__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/reviews/{number}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close Review
         * @description Close a review, keeping what people saw.
         */
        post: operations["close_review_api_v1_maps__map_id__reviews__number__close_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/rhythm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rhythm
         * @description How often a map is reviewed, and when next.
         */
        get: operations["rhythm_api_v1_maps__map_id__rhythm_get"];
        /**
         * Set Rhythm
         * @description Say how often a map is reviewed, and when next.
         */
        put: operations["set_rhythm_api_v1_maps__map_id__rhythm_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/steps/{step}/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Step Customers
         * @description The customers behind a step's number: the list has exactly as many as the number says.
         */
        get: operations["step_customers_api_v1_maps__map_id__steps__step__customers_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Text
         * @description What people write: languages, topics and feelings, without the words of single people.
         */
        get: operations["text_api_v1_maps__map_id__text_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/text/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Text With Quotes
         * @description The same with typical comments, word by word.
         */
        get: operations["text_with_quotes_api_v1_maps__map_id__text_quotes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All Versions
         * @description The versions of a map, newest first.
         */
        get: operations["all_versions_api_v1_maps__map_id__versions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maps/{map_id}/versions/{number}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Changes
         * @description What became different from a version to another one, or to the draft.
         */
        get: operations["changes_api_v1_maps__map_id__versions__number__changes_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Me
         * @description Who asks; null for somebody who has to sign in first.
         */
        get: operations["me_api_v1_me_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/measures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Measures
         * @description Every question there is, with its parameters and what it does not answer.
         */
        get: operations["measures_api_v1_measures_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/measures/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Measure
         * @description The answer to one question.
         */
        get: operations["measure_api_v1_measures__name__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/measures/{name}/comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Comparison
         * @description The difference of two groups in every row of an answer, each with an interval of its own.
         */
        get: operations["comparison_api_v1_measures__name__comparison_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/measures/{name}/comparison.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Comparison Table
         * @description The same as a table for a spreadsheet.
         */
        get: operations["comparison_table_api_v1_measures__name__comparison_csv_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/measures/{name}/comparison.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Comparison Workbook
         * @description The same as an Excel workbook, with a sheet that says what was asked.
         */
        get: operations["comparison_workbook_api_v1_measures__name__comparison_xlsx_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/measures/{name}/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Measure Customers
         * @description The customers behind one row of an answer: the list has exactly as many as the number says.
         */
        get: operations["measure_customers_api_v1_measures__name__customers_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/measures/{name}/table.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Measure Table
         * @description The same answer as a table for a spreadsheet.
         */
        get: operations["measure_table_api_v1_measures__name__table_csv_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/measures/{name}/table.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Measure Workbook
         * @description The same answer as an Excel workbook, with a sheet that says what was asked.
         */
        get: operations["measure_workbook_api_v1_measures__name__table_xlsx_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/measures/{name}/trend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Trend
         * @description A measure by period, with the changes of its level.
         */
        get: operations["trend_api_v1_measures__name__trend_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/open-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open Link
         * @description Look at a map by a link.
         */
        post: operations["open_link_api_v1_open_link_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview
         * @description What the first rows of a file would become.
         */
        post: operations["preview_api_v1_preview_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Saved Questions
         * @description Every saved question, in the order of their names.
         */
        get: operations["saved_questions_api_v1_questions_get"];
        put?: never;
        /**
         * Save Question
         * @description Keep a question; its number is its address from now on.
         */
        post: operations["save_question_api_v1_questions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/questions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Saved Question
         * @description What a saved question asks.
         */
        get: operations["saved_question_api_v1_questions__number__get"];
        /**
         * Change Question
         * @description Write a question anew, as under another name.
         */
        put: operations["change_question_api_v1_questions__number__put"];
        post?: never;
        /**
         * Remove Question
         * @description Remove a question; it can be restored. Answers with those that stay.
         */
        delete: operations["remove_question_api_v1_questions__number__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/questions/{number}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Saved Answer
         * @description A saved question with its answer from the newest data.
         */
        get: operations["saved_answer_api_v1_questions__number__answer_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/questions/{number}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Question
         * @description Take back that a question was removed.
         */
        post: operations["restore_question_api_v1_questions__number__restore_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sample
         * @description Make the sample of a template in an empty workspace: map, data, and what its team said and decided.
         */
        post: operations["sample_api_v1_sample_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign In
         * @description Sign in to the team.
         */
        post: operations["sign_in_api_v1_sign_in_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign Out
         * @description Sign out in this browser.
         */
        post: operations["sign_out_api_v1_sign_out_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sources
         * @description Where the data come from.
         */
        get: operations["list_sources_api_v1_sources_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{source}/rejected.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rejected
         * @description The rows of a source that could not be read, with file, line and reason.
         */
        get: operations["rejected_api_v1_sources__source__rejected_csv_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Team
         * @description Who belongs to the team, and who is invited.
         */
        get: operations["team_api_v1_team_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite
         * @description Invite somebody. The link is told once.
         */
        post: operations["invite_api_v1_team_invitations_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/invitations/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw
         * @description Withdraw an invitation.
         */
        delete: operations["withdraw_api_v1_team_invitations__number__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change
         * @description Change what somebody may do, at once also in maps they have open.
         */
        patch: operations["change_api_v1_team__number__patch"];
        trace?: never;
    };
    "/api/v1/team/{number}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite Again
         * @description Let somebody who has lost the password choose a new one. The link is told once.
         */
        post: operations["invite_again_api_v1_team__number__invitation_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Templates
         * @description Worked maps to begin a new one with.
         */
        get: operations["templates_api_v1_templates_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Workspace
         * @description What there is to look at.
         */
        get: operations["workspace_api_v1_workspace_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Action
         * @description What people write of an action. `pain` and `opportunity` are ids of cards of the map.
         */
        Action: {
            /** Checklist */
            checklist: components["schemas"]["Check"][];
            /**
             * @description How it was decided who gets it
             * @default not said
             */
            chosen: components["schemas"]["Chosen"];
            /**
             * Control
             * @description Whom they are compared with, who do not get it
             */
            control: string | null;
            /** Due */
            due: string | null;
            /**
             * Ended
             * @description Last day of it; null: still going on
             */
            ended: string | null;
            /**
             * Forecast
             * @description By how much, in the measure's unit; shares as 0.02
             */
            forecast: number | null;
            /** @default process */
            kind: components["schemas"]["ActionKind"];
            /** Links */
            links: string[];
            /** @description The measure it should move */
            measure: components["schemas"]["MeasureRef"] | null;
            /**
             * Note
             * @default
             */
            note: string;
            /** Opportunity */
            opportunity: string | null;
            /** Owner */
            owner: string | null;
            /** Pain */
            pain: string | null;
            /**
             * Started
             * @description First day on which somebody got it
             */
            started: string | null;
            /** @default planned */
            status: components["schemas"]["ActionStatus"];
            /** Step */
            step: string | null;
            /**
             * Target
             * @description Who gets it, as `trait_country = 'ES'`; null: everybody
             */
            target: string | null;
            /** Team */
            team: string | null;
            /** Title */
            title: string;
            /** @description Where everybody gets it at once: a measure that it should not move, as on at another step */
            unmoved: components["schemas"]["MeasureRef"] | null;
            /**
             * Waves
             * @description Who gets it later, in turn; `started` and `target` are the first of them
             */
            waves: components["schemas"]["Wave"][];
        };
        /**
         * ActionKind
         * @description What is changed: each kind has its own remedies and its own people.
         * @enum {string}
         */
        ActionKind: "message" | "process" | "training" | "policy" | "product" | "offer";
        /**
         * ActionStatus
         * @enum {string}
         */
        ActionStatus: "proposed" | "planned" | "running" | "done" | "dropped";
        /**
         * ActionView
         * @description An action with what follows from the day and the map: how late it is, and the title of its step.
         */
        ActionView: {
            action: components["schemas"]["Action"];
            /**
             * Changed At
             * Format: date-time-local
             */
            changed_at: string;
            /** Late Days */
            late_days: number | null;
            /**
             * Made At
             * Format: date-time-local
             */
            made_at: string;
            /** Made By */
            made_by: string;
            /** Map */
            map: string;
            /** Number */
            number: number;
            /** Step Title */
            step_title: string | null;
        };
        /**
         * AfterStep
         * @description What follows one step, the likeliest first.
         */
        AfterStep: {
            /** Likely */
            likely: components["schemas"]["Likely"][];
            /** Step */
            step: string;
            /** Title */
            title: string;
            /** Visits */
            visits: number;
        };
        /**
         * AlsoFalls
         * @description Another outcome that clearly fewer people have under the same condition.
         */
        AlsoFalls: {
            difference: components["schemas"]["Number"];
            /** Outcome */
            outcome: string;
            /** Outcome Words */
            outcome_words: string;
        };
        /**
         * Answered
         * @description A saved question with its answer from the newest data.
         */
        Answered: {
            question: components["schemas"]["QuestionView"];
            result: components["schemas"]["Result"];
        };
        /** Answering */
        Answering: {
            /** Text */
            text: string;
        };
        /**
         * Asked
         * @description The question the whole map answers: filter and local dates, as resolved.
         */
        Asked: {
            /**
             * End
             * @description Last day that counts
             */
            end: string | null;
            /** Segment */
            segment: string | null;
            /** Start */
            start: string | null;
            /** Where */
            where: string | null;
        };
        /** Asking */
        Asking: {
            /** Match */
            match: {
                [key: string]: unknown;
            };
            /** Step */
            step: string | null;
        };
        /**
         * AtRisk
         * @description One customer who may stay away.
         */
        AtRisk: {
            /**
             * Acts
             * @description Days with such activity so far
             */
            acts: number;
            /**
             * At Stake
             * @description Chance × value
             */
            at_stake: number | null;
            /**
             * Chance
             * @description Of no activity in the gap from now on
             */
            chance: number;
            /** Customer */
            customer: string;
            /**
             * Likely
             * @description Channel, products and time to come next, where the customer tells them
             */
            likely: components["schemas"]["LikelyHabit"][];
            /**
             * Reasons
             * @description What raises the chance most, the strongest first
             */
            reasons: string[];
            /**
             * Silent
             * @description Days since the last activity that counts; null: none yet
             */
            silent: number | null;
            /**
             * Value
             * @description Discounted revenue of twelve months, if they stay; null: not foretold
             */
            value: number | null;
        };
        /**
         * AtRiskPage
         * @description The first customers who may stay away; `total` are active now.
         */
        AtRiskPage: {
            /** Rows */
            rows: components["schemas"]["AtRisk"][];
            /** Total */
            total: number;
        };
        /**
         * AxisView
         * @description An axis as the page shows it. `measure`: the measure it asks, null of what the map holds by itself; `choices`:
         *     the answers it has at a step, where it has several, of which `which` is compared; `usual`: its weight unless one is
         *     said.
         */
        AxisView: {
            /** Choices */
            choices: string[];
            /**
             * Heavy
             * @enum {string}
             */
            heavy: "high" | "low";
            /** Judged */
            judged: boolean;
            /** Measure */
            measure: string | null;
            /** Name */
            name: string;
            /** Note */
            note: string;
            /** Title */
            title: string;
            /** Unit */
            unit: ("share" | "people" | "count" | "seconds" | "money" | "nps" | "stars" | "score" | "feeling" | "per_100") | null;
            /** Usual */
            usual: number;
            /** Weight */
            weight: number;
            /** Which */
            which: string | null;
        };
        /**
         * Backtest
         * @description What the first part of the data told about the rest.
         */
        Backtest: {
            /** Classes */
            classes: components["schemas"]["TestedClass"][];
            expected: components["schemas"]["Number"];
            /**
             * Observed
             * @description What they bought from the split on
             */
            observed: number;
            /**
             * Off
             * @description Expected against observed: 0.19 is 19 % too many
             */
            off: number | null;
            /**
             * People
             * @description Customers who first bought before the split
             */
            people: number;
            /**
             * Split
             * Format: date
             * @description First day the model had not seen
             */
            split: string;
            /**
             * Verdict
             * @description holds: within the interval or 10 %; rough: within 25 %; fails: further off
             * @enum {string}
             */
            verdict: "holds" | "rough" | "fails";
            /** Weeks */
            weeks: components["schemas"]["TestedWeek"][];
            /** Weeks After */
            weeks_after: number;
            /** Weeks Before */
            weeks_before: number;
        };
        /** Begun */
        Begun: {
            /** Number */
            number: number;
        };
        /**
         * Belief
         * @description What one persona is believed to feel at a step.
         */
        Belief: {
            /** Name */
            name: string;
            /** Persona */
            persona: string;
            /** Value */
            value: number;
        };
        /**
         * Board
         * @description Everything that is to be decided about one map.
         */
        Board: {
            /** Actions */
            actions: components["schemas"]["ActionView"][];
            /** Axes */
            axes: components["schemas"]["AxisView"][];
            /** Currency */
            currency: string;
            /** Items */
            items: components["schemas"]["BoardItem"][];
            /** Last Day */
            last_day: string | null;
            /** Map */
            map: string;
            /** Objectives */
            objectives: components["schemas"]["ObjectiveStand"][];
            /** Synthetic */
            synthetic: boolean;
            /** Title */
            title: string;
            /** Workspace */
            workspace: string;
        };
        /**
         * BoardItem
         * @description One pain or opportunity. `rank_low` to `rank_high` are the ranks it takes when weights change by a fifth;
         *     `judged` names the axes that somebody has judged, where the others hold what is assumed until then. `values` is
         *     null where nothing was measured; `numbers` are those of measures, asked of `only` that part of the step.
         */
        BoardItem: {
            /** Answers */
            answers: string | null;
            /** Card */
            card: string;
            evidence: components["schemas"]["Evidence"];
            /** Judged */
            judged: string[];
            lane: components["schemas"]["Lane"];
            /** Mark */
            mark: number | null;
            /** Numbers */
            numbers: {
                [key: string]: components["schemas"]["Number"];
            };
            /** Only */
            only: string | null;
            /** Owner */
            owner: string | null;
            /** Rank */
            rank: number;
            /** Rank High */
            rank_high: number;
            /** Rank Low */
            rank_low: number;
            /** Score */
            score: number;
            /** Stage */
            stage: string;
            /** Stale */
            stale: boolean;
            /** Step */
            step: string;
            /** Step Number */
            step_number: number;
            /** Step Title */
            step_title: string;
            /** Text */
            text: string;
            /** Values */
            values: {
                [key: string]: number | null;
            };
        };
        /**
         * Brought
         * @description A finished import with the build after it, as the page tells it.
         */
        Brought: {
            /** Added */
            added: number;
            built: components["schemas"]["Built"];
            /** Drafted */
            drafted: boolean;
            /**
             * Kind
             * @enum {string}
             */
            kind: "events" | "traits";
            /** Map */
            map: string | null;
            /** Rejected */
            rejected: {
                [key: string]: number;
            };
            /** Removed */
            removed: number;
            /** Repeated */
            repeated: number;
            /** Rows */
            rows: number;
            /** Source */
            source: string;
            /** Warnings */
            warnings: string[];
        };
        /**
         * Built
         * @description A finished build, as the page tells it.
         */
        Built: {
            /** Build */
            build: string;
            /** Customers */
            customers: number;
            /** Events */
            events: number;
            /** Words */
            words: string;
        };
        /**
         * Cadence
         * @description How often a map is looked at.
         * @enum {string}
         */
        Cadence: "weekly" | "monthly" | "quarterly";
        /**
         * Card
         * @description One entry in a cell of the map.
         */
        Card: {
            /**
             * Answers
             * @description Id of the pain card that this opportunity or action answers
             */
            answers: string | null;
            /**
             * Backed By
             * @description Ids of the field notes it rests on
             */
            backed_by: string[];
            /** Detail */
            detail: string | null;
            /** Due */
            due: string | null;
            /** @default assumed */
            evidence: components["schemas"]["Evidence"];
            /** Finding */
            finding: string | null;
            /** Id */
            id: string | null;
            /**
             * Image
             * @description A picture; the text says what it shows
             */
            image: string | null;
            lane: components["schemas"]["Lane"];
            /**
             * Map
             * @description Id of a linked, more detailed map
             */
            map: string | null;
            measure: components["schemas"]["MeasureRef"] | null;
            /** N */
            n: number | null;
            /**
             * On
             * @description Date of the evidence
             */
            on: string | null;
            /** Owner */
            owner: string | null;
            /** Source */
            source: string | null;
            /** Status */
            status: string | null;
            /** Tags */
            tags: string[];
            /** Text */
            text: string;
        };
        /** CardView */
        CardView: {
            /** Age Days */
            age_days: number | null;
            /** Answers */
            answers: string | null;
            /** Detail */
            detail: string | null;
            /** Due */
            due: string | null;
            evidence: components["schemas"]["Evidence"];
            /**
             * Field Notes
             * @description How many field notes it rests on; their words are not on this map
             * @default 0
             */
            field_notes: number;
            /** Id */
            id: string;
            /**
             * Image
             * @description Name of its picture; the text says what it shows
             */
            image: string | null;
            lane: components["schemas"]["Lane"];
            /** Late Days */
            late_days: number | null;
            /** Map */
            map: string | null;
            /**
             * Mark
             * @description Number on the diamond of an opportunity, and on the curve
             */
            mark: number | null;
            /** N */
            n: number | null;
            /** On */
            on: string | null;
            /** Owner */
            owner: string | null;
            /** Source */
            source: string | null;
            /**
             * Stale
             * @default false
             */
            stale: boolean;
            /** Status */
            status: string | null;
            /** Tags */
            tags: string[];
            /** Text */
            text: string;
            tile: components["schemas"]["Tile"] | null;
        };
        /**
         * Caught
         * @description What a rule catches in the newest build.
         */
        Caught: {
            /** Customers */
            customers: number;
            /** Events */
            events: number;
            /** Overlaps */
            overlaps: components["schemas"]["Overlap"][];
            /** Rows */
            rows: components["schemas"]["MatchedEvents"][];
        };
        /**
         * CellTold
         * @description What people should know of one cell: it found no place, was read as a feeling, or holds for others too.
         */
        CellTold: {
            /** At */
            at: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "lost" | "feeling" | "carried";
            /** Text */
            text: string;
            /** Words */
            words: string;
        };
        /**
         * Cells
         * @description Cells that were copied from a spreadsheet, and what people said of how to read them.
         */
        Cells: {
            /**
             * Form
             * @description null: what it looks like
             */
            form: ("wide" | "long") | null;
            /**
             * Lanes
             * @description Lanes by the names in the cells
             */
            lanes: {
                [key: string]: components["schemas"]["Lane"];
            };
            /** Text */
            text: string;
        };
        /**
         * Change
         * @description One difference. `step` and `lane` say where on the map it is, where it has a place there.
         *
         *     field : what is another, in people's words; for what moved, its place.
         *     was, now : the value before and after, or the place; null where it is nothing, or too long to be told.
         */
        Change: {
            /** Field */
            field: string | null;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "added" | "removed" | "changed" | "moved";
            /** Lane */
            lane: string | null;
            /** Now */
            now: string | null;
            /** Part */
            part: string;
            /** Step */
            step: string | null;
            /** Was */
            was: string | null;
            /** Words */
            words: string;
        };
        /** Changing */
        Changing: {
            /** Disabled */
            disabled: boolean | null;
            role: components["schemas"]["Role"] | null;
        };
        /**
         * Check
         * @description One line of a checklist.
         */
        Check: {
            /**
             * Done
             * @default false
             */
            done: boolean;
            /** Text */
            text: string;
        };
        /**
         * Choices
         * @description How the rows of one file become events, or what is known of customers.
         */
        Choices: {
            /**
             * Actor
             * @default customer
             * @enum {string}
             */
            actor: "customer" | "company" | "system";
            /** Columns */
            columns: components["schemas"]["ColumnChoice"][];
            /** Currency */
            currency: string | null;
            /** Date Format */
            date_format: string[];
            /**
             * Decimal
             * @default .
             * @enum {string}
             */
            decimal: "." | ",";
            /** Delimiter */
            delimiter: string | null;
            /** Encoding */
            encoding: string | null;
            /**
             * Event
             * @description What happened, where no column says it
             */
            event: string | null;
            /**
             * Event Id
             * @description Columns that tell rows apart together
             */
            event_id: string[];
            /** File */
            file: string;
            /**
             * Kind
             * @default behaviour
             * @enum {string}
             */
            kind: "behaviour" | "order" | "message" | "support" | "survey" | "review" | "mention" | "visit" | "subscription";
            /**
             * Rows
             * @default events
             * @enum {string}
             */
            rows: "events" | "traits";
            /** Scale */
            scale: ("stars" | "nps" | "csat" | "ces") | null;
            /** Scale Version */
            scale_version: string | null;
            /** Sheet */
            sheet: string | null;
            /** Source */
            source: string;
            /**
             * Timezone
             * @default UTC
             */
            timezone: string;
        };
        /**
         * Chosen
         * @description How it was decided who gets it; what may be said about the effect hangs on this.
         * @enum {string}
         */
        Chosen: "randomised" | "by rule" | "for being bad" | "not said";
        /**
         * Churn
         * @description The definition, the test and the sum of what is foretold of those who are active now.
         */
        Churn: {
            /**
             * Active
             * @description Customers who are active now
             */
            active: number;
            /**
             * Activity
             * @description orders, or anything one does but open a message
             * @enum {string}
             */
            activity: "orders" | "anything";
            /**
             * Area Later
             * @description The same a day later; a jump would say that something leaks
             */
            area_later: number;
            /**
             * Area Now
             * @description P(who stayed away has the higher chance), by what was known on the day
             */
            area_now: number;
            /** @description Sum of chance × revenue of twelve months if they stay */
            at_stake: components["schemas"]["Number"] | null;
            /** @description Share that stayed away in the tested months */
            base: components["schemas"]["Number"];
            /** Bins */
            bins: components["schemas"]["desirepath__insights__forecast__churn_result__Bin"][];
            brier: components["schemas"]["Number"];
            /**
             * Chosen
             * @enum {string}
             */
            chosen: "rule" | "settings";
            /**
             * Definition
             * @description What it means to be lost: silence, or the end of a contract
             * @enum {string}
             */
            definition: "inactivity" | "contract";
            /** Drivers */
            drivers: components["schemas"]["Driver"][];
            /**
             * Gap
             * @description Days after which it is known who was lost: without activity, or with the contract over
             */
            gap: number;
            /** @description Log odds by which chances are off on the whole; 0 is right */
            intercept: components["schemas"]["Number"];
            /** Leaks */
            leaks: boolean;
            /**
             * Learned
             * @description Index days the tested score was learned from
             */
            learned: string[];
            /** @description Share among the tenth with the highest chances, against the base */
            lift: components["schemas"]["Number"];
            /** Model */
            model: string;
            /** People */
            people: number;
            /**
             * Plain Skill
             * @description Skill of the plain table in the same test
             */
            plain_skill: number;
            /** @description Area under precision and recall; the base is what luck reaches */
            precision: components["schemas"]["Number"];
            /** @description Share that still comes back after so long a silence */
            returns: components["schemas"]["Number"] | null;
            /**
             * Rows
             * @description Customers and index days learned from for today's list
             */
            rows: number;
            /**
             * Sample
             * @description Share of customers learned from
             */
            sample: number;
            /** @description Brier skill: 0 is saying the base of all, 1 is knowing */
            skill: components["schemas"]["Number"];
            /** @description 1 is right; under 1 chances are too bold */
            slope: components["schemas"]["Number"];
            /** @description How many of them will be lost in the gap; null: no skill */
            staying_away: components["schemas"]["Number"] | null;
            /**
             * Tested
             * @description Later index days it was asked about
             */
            tested: string[];
            /** Warnings */
            warnings: string[];
            /**
             * Watched
             * @description The longest silence that was watched, in days
             */
            watched: number | null;
            /**
             * Why
             * @description Why this score and not the other
             */
            why: string;
        };
        /**
         * ColumnChoice
         * @description What one column of the file is.
         */
        ColumnChoice: {
            /**
             * Event
             * @description Of a `later` time: what happened then
             */
            event: string | null;
            /** Name */
            name: string;
            /**
             * Role
             * @default ignore
             */
            role: ("event" | "time" | "user_id" | "email" | "anonymous_id" | "account_id" | "order_id" | "revenue" | "currency" | "score" | "text" | "language" | "channel" | "touchpoint" | "device" | "product" | "agent" | "campaign" | "campaign_source" | "medium") | ("later" | "property" | "ignore");
        };
        /**
         * ColumnLook
         * @description What the first rows hold in one column, and why it is read as proposed.
         */
        ColumnLook: {
            /**
             * Comma
             * @description Whether its amounts are written as 1.234,56
             */
            comma: boolean;
            /** Examples */
            examples: string[];
            /**
             * Filled
             * @description Share of the first rows in which something stands
             */
            filled: number;
            /** Name */
            name: string;
            /** Why */
            why: string | null;
        };
        /**
         * Comment
         * @description What somebody said about a record of the draft: its kind (as in `domain/records.py`) and id. Times are UTC.
         */
        Comment: {
            /**
             * At
             * Format: date-time-local
             */
            at: string;
            /** Author */
            author: string;
            /** Mentions */
            mentions: string[];
            /** Number */
            number: number;
            /** Part */
            part: string;
            /** Part Id */
            part_id: string;
            /** Text */
            text: string;
        };
        /**
         * Compared
         * @description Two states of a map, so that they can be drawn over one another, and what became different.
         */
        Compared: {
            /** Changes */
            changes: components["schemas"]["Change"][];
            /** Map */
            map: string;
            new: components["schemas"]["Side"];
            old: components["schemas"]["Side"];
            /** Title */
            title: string;
        };
        /**
         * ComparedRow
         * @description One row: both numbers, and the first less the second.
         */
        ComparedRow: {
            /** @description Null where the first group has no such row */
            a: components["schemas"]["Number"] | null;
            b: components["schemas"]["Number"] | null;
            /**
             * Certainty
             * @description clear for q up to 0.05, likely up to 0.2, else cannot tell; null where nothing can be tested
             */
            certainty: ("clear" | "likely" | "cannot tell") | null;
            /**
             * Complete
             * @default true
             */
            complete: boolean;
            /** @description a - b; of counts of customers the difference of their shares */
            difference: components["schemas"]["Number"];
            /** Keys */
            keys: {
                [key: string]: unknown;
            };
            /**
             * Kind
             * @description What kind of number it is, which says how it is compared
             */
            kind: string;
            /**
             * P
             * @description Two-sided; below 0.05 exactly where the 95 % interval leaves out 0
             */
            p: number | null;
            /**
             * Q
             * @description p adjusted for all rows tested (Benjamini and Hochberg)
             */
            q: number | null;
            /**
             * Wanted
             * @description Whether the first is better, as people wish the measure to be; null when it cannot be told
             */
            wanted: boolean | null;
        };
        /**
         * Comparison
         * @description The difference of two groups under one question.
         */
        Comparison: {
            a: components["schemas"]["Group"];
            b: components["schemas"]["Group"];
            /** By */
            by: string[];
            /** Complete Through */
            complete_through: string | null;
            /** Currency */
            currency: string | null;
            /** Data Version */
            data_version: string;
            /** Map Id */
            map_id: string | null;
            /** Map Version */
            map_version: string | null;
            /** Measure */
            measure: string;
            /**
             * Methods
             * @description How the rows were compared
             */
            methods: string[];
            /** Notes */
            notes: string[];
            /** Params */
            params: {
                [key: string]: unknown;
            };
            /** Rows */
            rows: components["schemas"]["ComparedRow"][];
            /**
             * Tested
             * @description How many rows were tested: q is adjusted for so many
             */
            tested: number;
            /** Timezone */
            timezone: string;
            /** Title */
            title: string;
            /** Unit Of Observation */
            unit_of_observation: string;
            /** Version */
            version: number;
            /** Where */
            where: string | null;
        };
        /**
         * Confidence
         * @description How much of the map rests on evidence that is not assumed and not stale.
         */
        Confidence: {
            /** Cards */
            cards: number;
            /** Solid */
            solid: number;
        };
        /**
         * Cost
         * @description What one find costs in a quarter of the data's period, in the workspace's currency.
         *
         *     `money` is lost spending until the end of the data, adjusted, with grade C; null with grade D, which has only
         *     `exposed`: what those it happened to spent in the year after it first did. `naive` is the plain difference to the
         *     others. `part` is this pain's share of the total of all; null where a dearer find tells the same loss.
         */
        Cost: {
            /** Evalue */
            evalue: string | null;
            /** Exposed */
            exposed: number;
            /**
             * Exposures
             * @description Times it happened, once a customer and day, in the whole period
             */
            exposures: number;
            /** Gates */
            gates: components["schemas"]["Gate"][];
            /**
             * Grade
             * @enum {string}
             */
            grade: "C" | "D";
            /** @description By how much the share is larger of those who never order again */
            lost: components["schemas"]["Number"] | null;
            money: components["schemas"]["Number"] | null;
            naive: components["schemas"]["Number"] | null;
            /** Part */
            part: number | null;
            /**
             * Why
             * @description Why it has this grade
             */
            why: string;
            /** Word */
            word: ("clear" | "likely" | "cannot tell") | null;
        };
        /**
         * Costs
         * @description What all priced finds cost together in a quarter, every customer counted once; null when nothing is priced.
         */
        Costs: {
            /** Priced */
            priced: number;
            /**
             * Quarters
             * @description Length of the data, in quarters
             */
            quarters: number;
            total: components["schemas"]["Number"] | null;
        };
        /**
         * Curve
         * @description A share by days after the landmark, with its 95 % band.
         */
        Curve: {
            /** Days */
            days: number[];
            /** High */
            high: number[];
            /** Low */
            low: number[];
            /** Share */
            share: number[];
        };
        /**
         * CustomerPage
         * @description Some of the customers behind a number; `total` is that number.
         */
        CustomerPage: {
            /** Rows */
            rows: components["schemas"]["CustomerRow"][];
            /** Total */
            total: number;
        };
        /**
         * CustomerRow
         * @description One customer who stands in a step's number.
         */
        CustomerRow: {
            /** Customer */
            customer: string | null;
            /**
             * Entered
             * Format: date-time-local
             */
            entered: string;
            /** Events */
            events: number | null;
            /** Next Title */
            next_title: string | null;
            /** Orders */
            orders: number | null;
            /** Outcome */
            outcome: string | null;
            /** Revenue */
            revenue: string | null;
        };
        /**
         * Decision
         * @description What a review decided.
         */
        Decision: {
            /** Due */
            due: string | null;
            /** Owner */
            owner: string | null;
            /** Text */
            text: string;
        };
        /**
         * DesignView
         * @description The design that fits, and why.
         */
        DesignView: {
            /** Name */
            name: string;
            /** Needs */
            needs: string;
            /** Question */
            question: string;
            /** Supposes */
            supposes: string;
            /** Title */
            title: string;
            /** Why */
            why: string;
        };
        /**
         * Direction
         * @enum {string}
         */
        Direction: "up" | "down";
        /**
         * Doubt
         * @description One thing that would speak against the figure; `passed` is null where it could not be looked at.
         */
        Doubt: {
            /** Passed */
            passed: boolean | null;
            /** Title */
            title: string;
            /** Words */
            words: string;
        };
        /**
         * DraftCard
         * @description A draft at a glance: how it differs from the published map, and what is to be said of it.
         */
        DraftCard: {
            /** Approvals Needed */
            approvals_needed: number;
            /** Approved By */
            approved_by: string[];
            /** Changes */
            changes: components["schemas"]["Change"][];
            /** Map */
            map: string;
            /** Outside */
            outside: boolean;
            /** Problems */
            problems: components["schemas"]["Remark"][];
            /** Published */
            published: boolean;
            /** Title */
            title: string;
        };
        /**
         * DraftName
         * @description A map that nobody published yet.
         */
        DraftName: {
            /** Id */
            id: string;
            /** Title */
            title: string;
        };
        /**
         * Driver
         * @description One feature and its part of what moves the scores.
         */
        Driver: {
            /** Name */
            name: string;
            /** Part */
            part: number;
            /** Words */
            words: string;
        };
        /**
         * EarlyFound
         * @description What was found of the first days in one build: first effects (C), then what only goes along (D).
         */
        EarlyFound: {
            /**
             * Adjusted For
             * @description What was known before they began
             */
            adjusted_for: string[];
            /**
             * Began
             * @description Customers who began in the data
             */
            began: number;
            /**
             * Coming
             * @description To stay is to come again; false: not to fall silent
             */
            coming: boolean;
            /** Compared */
            compared: number;
            /** Data Version */
            data_version: string;
            /** Days */
            days: number;
            /**
             * Few
             * @description What too few met, or too few were lost, to say anything
             */
            few: number;
            /** Found */
            found: number;
            /**
             * Gap
             * @description Days of silence by which a customer has left, where staying is not to leave
             */
            gap: number | null;
            /**
             * Horizon
             * @description Days after the first days in which they stay or do not
             */
            horizon: number;
            /** Items */
            items: components["schemas"]["EarlyThing"][];
            /**
             * Left Before
             * @description Of those looked at, those who had left before the first days were over
             */
            left_before: number;
            /**
             * Looked At
             * @description Share of customers looked at, 1 for all
             */
            looked_at: number;
            /** Map */
            map: string;
            /**
             * Outcome
             * @description What staying is, in words
             */
            outcome: string;
            /**
             * Start
             * @enum {string}
             */
            start: "first_order" | "first_event";
            /** @description Share of those compared who stay */
            stay: components["schemas"]["Number"];
            /** Tests */
            tests: number;
            /**
             * Too Recent
             * @description Of them those who cannot be watched long enough yet
             */
            too_recent: number;
        };
        /**
         * EarlyThing
         * @description One thing of the first days, those it happened to against those it did not.
         *
         *     `effect` is on the share who stay of those it happened to, adjusted for what was known before they began; `naive`
         *     the plain difference. With grade C it may be called an effect, with grade D it only goes along. `stayed` is how many
         *     more of them stay for it, negative for fewer; `q` the share of false ones among all as sure as this one.
         */
        EarlyThing: {
            /** Condition */
            condition: string;
            curve_with: components["schemas"]["Curve"];
            /** @description The others, weighted to be like those it happened to */
            curve_without: components["schemas"]["Curve"];
            /**
             * Customers
             * @description Customers whom it happened to
             */
            customers: number;
            /** Detector */
            detector: string;
            effect: components["schemas"]["Number"];
            /** Evalue */
            evalue: string | null;
            /** Event */
            event: string | null;
            /** Gates */
            gates: components["schemas"]["Gate"][];
            /**
             * Grade
             * @enum {string}
             */
            grade: "C" | "D";
            /** Horizons */
            horizons: components["schemas"]["SharesAt"][];
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            naive: components["schemas"]["Number"];
            /** Q */
            q: number;
            /** Stayed */
            stayed: number;
            /**
             * Step
             * @description Step of the map that it belongs to
             */
            step: string | null;
            /** Step Title */
            step_title: string | null;
            /**
             * Why
             * @description Why it has this grade
             */
            why: string;
            /** @description Share who stay of those it happened to, as it is */
            with_it: components["schemas"]["Number"];
            /** @description The same of all others */
            without: components["schemas"]["Number"];
            /**
             * Word
             * @enum {string}
             */
            word: "clear" | "likely" | "cannot tell";
        };
        /**
         * Effect
         * @description What came of one action.
         *
         *     `effect` is the difference of shares that it made, null where none can be told; `expected` what the share of those
         *     with it would have come to without it. Only customers whose time is over are counted.
         */
        Effect: {
            /**
             * Action
             * @description Number of the action
             */
            action: number;
            /**
             * Against
             * @description Where the forecast lies: within the interval, above or below it
             */
            against: ("within" | "above" | "below") | null;
            /** Checks */
            checks: components["schemas"]["Doubt"][];
            /** Data Version */
            data_version: string;
            /** @description Null where the measure cannot be asked of each customer */
            design: components["schemas"]["DesignView"] | null;
            effect: components["schemas"]["Number"] | null;
            /** Ended */
            ended: string | null;
            /** Expected */
            expected: number | null;
            /** Forecast */
            forecast: number | null;
            /**
             * Forms
             * @description The effect under each form of the trend, where all began at once
             */
            forms: components["schemas"]["EffectForm"][];
            /** Grade */
            grade: ("A" | "B" | "D") | null;
            /** Groups */
            groups: components["schemas"]["EffectGroup"][];
            /**
             * Last Day
             * @description Last day on which people count
             */
            last_day: string | null;
            /** Map */
            map: string;
            /**
             * Measure
             * @description Title of the measure
             */
            measure: string | null;
            /** Notes */
            notes: string[];
            /** Period Days */
            period_days: number | null;
            /**
             * Said
             * @description One or two sentences
             */
            said: string;
            /**
             * Since
             * @description The effect by time since the start, where groups begin in turn
             */
            since: components["schemas"]["EffectSince"][];
            /** @description What is needed to see the forecast */
            sizing: components["schemas"]["Sizing"] | null;
            /** Started */
            started: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "unasked" | "planned" | "too early" | "measured" | "refused";
            /** Title */
            title: string;
            /**
             * Within
             * @description How long each customer is given
             */
            within: string | null;
            /** Words */
            words: ("clear" | "likely" | "cannot tell") | null;
        };
        /**
         * EffectForm
         * @description The effect under one form of the trend, also where it may not be told as one.
         */
        EffectForm: {
            /** @description The same of the series that it should not have moved */
            beside: components["schemas"]["Number"] | null;
            /** @description What is left of the first without the second */
            effect: components["schemas"]["Number"];
            /**
             * Expected
             * @description The share in each period as the trend has it, without it
             */
            expected: number[];
            /** @description By how much the series left its trend at the start */
            moved: components["schemas"]["Number"];
            /**
             * Trend
             * @enum {string}
             */
            trend: "straight" | "may bend";
        };
        /**
         * EffectGroup
         * @description One group: who it is, and its share before the start and from then on.
         */
        EffectGroup: {
            after: components["schemas"]["Number"];
            before: components["schemas"]["Number"];
            /** Periods */
            periods: components["schemas"]["GroupPeriod"][];
            /**
             * Started
             * @description Where groups begin in turn: the first day of this one
             */
            started: string | null;
            /** Title */
            title: string;
            /** Where */
            where: string | null;
        };
        /**
         * EffectSince
         * @description The effect so many periods since the start of each group, below 0 before it: there it should be 0.
         */
        EffectSince: {
            /**
             * Days
             * @description About how many days after the start the period begins
             */
            days: number;
            number: components["schemas"]["Number"];
            /** Periods */
            periods: number;
        };
        /** ErrorPlace */
        ErrorPlace: {
            /** Column */
            column: number | null;
            /** File */
            file: string;
            /** Line */
            line: number | null;
        };
        /** ErrorTold */
        ErrorTold: {
            /** Code */
            code: string;
            /** Family */
            family: string;
            /**
             * Field
             * @description The part of a question that is meant, by its name
             */
            field: string | null;
            /** Message */
            message: string;
            place: components["schemas"]["ErrorPlace"] | null;
            /** Remedy */
            remedy: string;
        };
        /**
         * Evidence
         * @description How we know: counted in data, told by somebody, or guessed.
         * @enum {string}
         */
        Evidence: "measured" | "reported" | "assumed";
        /**
         * ExampleJourney
         * @description One customer whom it happened to at the last stop of `until`; `more` stops before those are left out.
         *
         *     `events` is how many they have in the 30 days before the moment and in the time given after it.
         */
        ExampleJourney: {
            /** After */
            after: components["schemas"]["Stop"][];
            /** Customer */
            customer: string;
            /** Events */
            events: number;
            /** More */
            more: number;
            /** More After */
            more_after: number;
            /** Until */
            until: components["schemas"]["Stop"][];
        };
        /**
         * Expect
         * @description What the plan says happens here.
         */
        Expect: {
            /** Channel */
            channel: string[];
            /**
             * Next
             * @description Steps planned to follow; empty: the next in order
             */
            next: string[];
            /**
             * Optional
             * @default false
             */
            optional: boolean;
            /**
             * Repeats
             * @default false
             */
            repeats: boolean;
            /**
             * Within
             * @default 30d
             */
            within: string;
        };
        /**
         * Fault
         * @description Why choices cannot be used: at a column, at a choice for all rows, or on the whole.
         */
        Fault: {
            /** Column */
            column: string | null;
            /** Field */
            field: string | null;
            /** Message */
            message: string;
            /** Remedy */
            remedy: string;
        };
        /** Feels */
        Feels: {
            /**
             * Believed
             * @description What everyone is believed to feel here
             */
            believed: number | null;
            /**
             * Believed For
             * @description The same for single personas, by their id
             */
            believed_for: {
                [key: string]: number;
            };
            /**
             * @default {
             *       "about": "previous step",
             *       "events": [],
             *       "within": "30d"
             *     }
             */
            measured: components["schemas"]["MeasuredFeeling"];
        };
        /**
         * Felt
         * @description Measured emotion of a step, from one kind of answer; other kinds are listed beside it, never mixed in.
         */
        Felt: {
            number: components["schemas"]["Number"];
            /** Scale */
            scale: string;
        };
        /**
         * FieldNote
         * @description What somebody heard or saw: evidence that cards may rest on.
         */
        FieldNote: {
            /** Id */
            id: string;
            /** @default interview */
            kind: components["schemas"]["NoteKind"];
            /**
             * On
             * @description When it was heard or seen
             */
            on: string | null;
            /**
             * Persona
             * @description Id of the persona it is about
             */
            persona: string | null;
            /**
             * Source
             * @description Who said it, and where
             */
            source: string | null;
            /**
             * Steps
             * @description Ids of the steps it tells of
             */
            steps: string[];
            /** Text */
            text: string;
        };
        /**
         * FileLook
         * @description An uploaded file, looked at.
         */
        FileLook: {
            choices: components["schemas"]["Choices"];
            /** Columns */
            columns: components["schemas"]["ColumnLook"][];
            /** Delimiter */
            delimiter: string | null;
            /** Encoding */
            encoding: string | null;
            /** File */
            file: string;
            /** Format */
            format: string;
            /**
             * Known Source
             * @description Whether the choices are those of a source that was brought before
             */
            known_source: boolean;
            /**
             * Rows
             * @description Rows looked at
             */
            rows: number;
            /** Sheets */
            sheets: string[];
            /** Warnings */
            warnings: string[];
        };
        /**
         * Forecast
         * @description What customers will still bring, and who may stay away.
         */
        Forecast: {
            churn: components["schemas"]["Churn"] | null;
            /**
             * Churn Why
             * @description Why nobody is said to stay away, else null
             */
            churn_why: string | null;
            /** Currency */
            currency: string;
            /** Data Version */
            data_version: string;
            /**
             * Habits
             * @description Channel, products and time of the next contact, each tested
             */
            habits: components["schemas"]["Habit"][];
            /**
             * Last Day
             * Format: date
             * @description Last whole local day of the data
             */
            last_day: string;
            /**
             * Meanings
             * @description What it may mean to be lost: the meaning that is used, then the other one
             */
            meanings: components["schemas"]["Meaning"][];
            value: components["schemas"]["ValueForecast"] | null;
            /**
             * Value Why
             * @description Why there is no value, else null
             */
            value_why: string | null;
        };
        /**
         * FoundPain
         * @description One condition at one step under which clearly fewer people go on, order, keep the order or feel fine about it.
         *
         *     The shares are of customers, each at their first time there; `missing` is how many more would have done it, had the
         *     share been that of the others. `looked_at` is the share of customers who were looked at: under 1 at places with
         *     very many rows, where `customers`, `missing` and `lately` are scaled up from a sample. `q` is the share of false
         *     finds among all that are as sure as this one. It is an association: those whom it happened to may differ from the
         *     others in more than this.
         */
        FoundPain: {
            /**
             * Also
             * @description What falls besides under the same condition
             */
            also: components["schemas"]["AlsoFalls"][];
            /**
             * Condition
             * @description The condition in words
             */
            condition: string;
            /** @description What it costs, or what is exposed to it */
            cost: components["schemas"]["Cost"];
            /**
             * Customers
             * @description Customers whom it happened to, whatever came of it
             */
            customers: number;
            /**
             * Detector
             * @description Name of the detector that found it
             */
            detector: string;
            difference: components["schemas"]["Number"];
            /** Event */
            event: string;
            /** Id */
            id: string;
            /**
             * Kind
             * @description Its title: what kind of pain this is
             */
            kind: string;
            /**
             * Lately
             * @description Customers whom it happened to in the last 30 days of the data
             */
            lately: number;
            /**
             * Looked At
             * @description Share of customers looked at, 1 for all
             */
            looked_at: number;
            /** Missing */
            missing: number;
            /**
             * Outcome
             * @description went_on, ordered, kept_it or felt_fine
             */
            outcome: string;
            /** Outcome Words */
            outcome_words: string;
            /** Q */
            q: number;
            /**
             * Remedies
             * @description What could be tried against it
             */
            remedies: components["schemas"]["Remedy"][];
            /**
             * Since
             * Format: date
             * @description Local day of the first one
             */
            since: string;
            /** Step */
            step: string;
            /** Step Title */
            step_title: string;
            /** @description What an action against it should move; null where no step of the map tells it */
            to_move: components["schemas"]["MeasureRef"] | null;
            /**
             * Where
             * @description The condition, as every measure takes it with --where; null where no filter can say it
             */
            where: string | null;
            with_it: components["schemas"]["Number"];
            without: components["schemas"]["Number"];
        };
        /**
         * FoundPains
         * @description What was found in one build; `tests` were made to find it.
         *
         *     First what has a price that is clear, the dearest first, then the others, those that miss the most customers first.
         */
        FoundPains: {
            costs: components["schemas"]["Costs"];
            /** Currency */
            currency: string;
            /** Data Version */
            data_version: string;
            /**
             * Found
             * @description How many stood out; the list holds the first of them
             */
            found: number;
            /** Items */
            items: components["schemas"]["FoundPain"][];
            /**
             * Kept
             * @description Kept properties that were compared
             */
            kept: string[];
            /** Map */
            map: string;
            /**
             * Places
             * @description Steps and events that were frequent enough to look at
             */
            places: number;
            /** Tests */
            tests: number;
        };
        /**
         * FromCells
         * @description The map that cells become, how they were read, and what became of them. `cells`: how many hold anything.
         */
        FromCells: {
            /** Cells */
            cells: number;
            /**
             * Form
             * @enum {string}
             */
            form: "wide" | "long";
            /** Lanes */
            lanes: components["schemas"]["LaneRead"][];
            map: components["schemas"]["Map"];
            /** Told */
            told: components["schemas"]["CellTold"][];
        };
        /**
         * Gate
         * @description One condition: whether it holds, and what was seen, in words.
         */
        Gate: {
            /** Name */
            name: string;
            /** Passed */
            passed: boolean;
            /** Said */
            said: string;
        };
        /**
         * Group
         * @description One of the two groups, as it was understood.
         */
        Group: {
            /**
             * Customers
             * @description Customers of the group, where bare counts are shares of them
             */
            customers: number | null;
            /**
             * End
             * @description First moment that no longer counts, local
             */
            end: string | null;
            /** Label */
            label: string;
            /** Segment */
            segment: string | null;
            /**
             * Start
             * @description First moment that counts, local
             */
            start: string | null;
            /**
             * Value
             * @description The value of the breakdown that makes the group
             */
            value: string | null;
        };
        /**
         * GroupPeriod
         * @description One group in one period.
         */
        GroupPeriod: {
            /** After */
            after: boolean;
            /**
             * Complete
             * @description False where the time of some who came then is not over yet
             */
            complete: boolean;
            /**
             * First Day
             * Format: date
             */
            first_day: string;
            /**
             * Last Day
             * Format: date
             */
            last_day: string;
            number: components["schemas"]["Number"];
        };
        /**
         * Habit
         * @description One aspect of all customers, with the test of telling it of each.
         */
        Habit: {
            /**
             * Aspect
             * @enum {string}
             */
            aspect: "channel" | "product" | "time";
            /**
             * By
             * @description The property it is read off
             */
            by: string;
            /** Customers */
            customers: number;
            /**
             * Occasions
             * @description Days on which a customer did a thing
             */
            occasions: number;
            /**
             * Repeat
             * @description How often the last is simply done again
             */
            repeat: number | null;
            /**
             * Shares
             * @description What all do, the commonest first
             */
            shares: components["schemas"]["HabitShare"][];
            /**
             * Strength
             * @description So many own occasions weigh as much as what all do
             */
            strength: number | null;
            test: components["schemas"]["HabitTest"] | null;
            /**
             * Values
             * @description How many things there are
             */
            values: number;
            /**
             * Why
             * @description Why nothing is told, else null
             */
            why: string | null;
        };
        /**
         * HabitShare
         * @description One thing that is done, and its part of all occasions.
         */
        HabitShare: {
            share: components["schemas"]["Number"];
            /** Title */
            title: string;
            /** Value */
            value: string;
        };
        /**
         * HabitTest
         * @description What customers did first from a day on, told by what was known before it.
         */
        HabitTest: {
            /** @description By how much more is told right by the customer than by all, in pairs */
            better: components["schemas"]["Number"];
            /** @description By how much log loss is less by the customer than by all, in pairs */
            gain: components["schemas"]["Number"];
            /**
             * Tested From
             * Format: date
             */
            tested_from: string;
            /**
             * Used
             * @description The way with the least log loss; all: knowing the customer adds nothing that is clear
             * @enum {string}
             */
            used: "all" | "last" | "own";
            /** Ways */
            ways: components["schemas"]["WayTested"][];
        };
        /**
         * Home
         * @description The page of all maps.
         */
        Home: {
            /** Drafts */
            drafts: components["schemas"]["DraftName"][];
            /** Heading */
            heading: string;
            /** Maps */
            maps: components["schemas"]["HomeMap"][];
            /** Overdue */
            overdue: components["schemas"]["Overdue"][];
            /** Reviews */
            reviews: components["schemas"]["NextReview"][];
            /** Sentences */
            sentences: string;
            /** Synthetic */
            synthetic: boolean;
            /** Workspace */
            workspace: string;
        };
        /**
         * HomeMap
         * @description One map as a small picture with what matters.
         */
        HomeMap: {
            /**
             * About
             * @description Whose journey it is
             */
            about: string | null;
            /**
             * Broken
             * @description Why the map cannot be read
             */
            broken: string | null;
            /**
             * Changed
             * @description Changed since the last build, so nothing is measured on it
             * @default false
             */
            changed: boolean;
            /** Complete Through */
            complete_through: string | null;
            /**
             * @default {
             *       "cards": 0,
             *       "solid": 0
             *     }
             */
            confidence: components["schemas"]["Confidence"];
            /** Days Old */
            days_old: number | null;
            /**
             * Finding
             * @default
             */
            finding: string;
            /** Id */
            id: string;
            /**
             * Old
             * @default false
             */
            old: boolean;
            /**
             * Overdue
             * @default 0
             */
            overdue: number;
            /**
             * Pain
             * @description The finding is a pain rather than a remark
             * @default false
             */
            pain: boolean;
            /** Points */
            points: components["schemas"]["HomePoint"][];
            /**
             * Review
             * @description The day of its next review
             */
            review: string | null;
            /**
             * Review Late
             * @default false
             */
            review_late: boolean;
            /**
             * Stages
             * @description How many steps each stage has
             */
            stages: number[];
            /** Title */
            title: string;
        };
        /**
         * HomePoint
         * @description One step on the small curve.
         */
        HomePoint: {
            /** Believed */
            believed: number | null;
            /** Measured */
            measured: number | null;
            /**
             * Wide
             * @description The gap is wider than a point, and the interval does not deny it
             */
            wide: boolean;
        };
        /**
         * Invitation
         * @description An invitation that nobody has used yet.
         */
        Invitation: {
            /** Email */
            email: string;
            /**
             * Expires
             * Format: date-time-local
             */
            expires: string;
            /** Made By */
            made_by: string;
            /** Number */
            number: number;
            role: components["schemas"]["Role"];
        };
        /** Invited */
        Invited: {
            invitation: components["schemas"]["Invitation"];
            /**
             * Secret
             * @description Told once: the page makes the link of it
             */
            secret: string;
        };
        /** Inviting */
        Inviting: {
            /** Email */
            email: string;
            /** @default editor */
            role: components["schemas"]["Role"];
        };
        /**
         * Job
         * @description One piece of long work as it stands right now.
         */
        Job: {
            /**
             * Done
             * @default 0
             */
            done: number;
            error: components["schemas"]["JobError"] | null;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /**
             * Phase
             * @default start
             */
            phase: string;
            /** Result */
            result: components["schemas"]["Brought"] | components["schemas"]["Built"] | null;
            /** Seconds Left */
            seconds_left: number | null;
            /**
             * State
             * @default running
             * @enum {string}
             */
            state: "running" | "done" | "failed";
            /** Total */
            total: number | null;
        };
        /**
         * JobError
         * @description Why a job failed: the envelope of every error, without its place.
         */
        JobError: {
            /** Code */
            code: string;
            /** Message */
            message: string;
            /** Remedy */
            remedy: string;
        };
        /** Joining */
        Joining: {
            /** Invitation */
            invitation: string;
            /** Name */
            name: string;
            /** Password */
            password: string;
        };
        /** Judging */
        Judging: {
            /** Axis */
            axis: string;
            /** Card */
            card: string;
            /** Value */
            value: number | null;
        };
        /** Keeping */
        Keeping: {
            /** Name */
            name: string;
        };
        /** KnownEvent */
        KnownEvent: {
            /** Customers */
            customers: number;
            /** Events */
            events: number;
            /** Name */
            name: string;
        };
        /**
         * Kpi
         * @description A measure that a stage is judged by.
         */
        Kpi: {
            /** @default up */
            direction: components["schemas"]["Direction"];
            measure: components["schemas"]["MeasureRef"];
            /** Target */
            target: number | null;
        };
        /**
         * Lane
         * @description The rows of a map. Cards live in all of them but the curve and the touchpoints.
         * @enum {string}
         */
        Lane: "goal" | "motivation" | "action" | "touchpoint" | "thought" | "emotion" | "pain" | "gain" | "measure" | "opportunity" | "action_item" | "front_stage" | "back_stage" | "support" | "image" | "risk";
        /**
         * LaneRead
         * @description A name that stands for a lane, which lane that is, and how we know. `cells`: how many stand in it.
         */
        LaneRead: {
            /** Cells */
            cells: number;
            /**
             * How
             * @enum {string}
             */
            how: "named" | "guessed" | "chosen" | "unknown";
            /** Label */
            label: string;
            lane: components["schemas"]["Lane"] | null;
        };
        /** LaneView */
        LaneView: {
            /**
             * Folded
             * @default false
             */
            folded: boolean;
            id: components["schemas"]["Lane"];
            /** Note */
            note: string | null;
            /** Title */
            title: string;
        };
        /**
         * LanguageText
         * @description Comments in one language, and how feelings are read from them.
         */
        LanguageText: {
            /** Comments */
            comments: number;
            /** Different */
            different: number;
            /**
             * Language
             * @description Two letters; empty where it is not known
             */
            language: string;
            quality: components["schemas"]["Quality"] | null;
            /** Scored */
            scored: number;
            /**
             * Way
             * @enum {string}
             */
            way: "learned" | "word list" | "none";
            /** Why */
            why: string;
        };
        /**
         * Likely
         * @description One thing that may follow a step; `step` null: nothing within the time.
         */
        Likely: {
            share: components["schemas"]["Number"];
            /** Step */
            step: string | null;
            /** Title */
            title: string;
        };
        /**
         * LikelyHabit
         * @description What one customer is likely to do next.
         */
        LikelyHabit: {
            /**
             * Aspect
             * @enum {string}
             */
            aspect: "channel" | "product" | "time";
            /** Chance */
            chance: number;
            /** Value */
            value: string;
            /**
             * Words
             * @description As in: by email, about coats, Thursday evening
             */
            words: string;
        };
        /**
         * Map
         * @description A whole customer journey map.
         */
        Map: {
            /**
             * Desirepath
             * @default 1
             */
            desirepath: number;
            /** Field Notes */
            field_notes: components["schemas"]["FieldNote"][];
            /**
             * Id
             * @default main
             */
            id: string;
            /**
             * Kind
             * @default current
             */
            kind: string;
            /** Objectives */
            objectives: components["schemas"]["Objective"][];
            /** Owner */
            owner: string | null;
            /** Personas */
            personas: components["schemas"]["Persona"][];
            /** Stages */
            stages: components["schemas"]["Stage"][];
            /** Summary */
            summary: string | null;
            /** Title */
            title: string;
            /** Touchpoints */
            touchpoints: components["schemas"]["Touchpoint"][];
        };
        /** MapId */
        MapId: {
            /** Map */
            map: string;
        };
        /** MapName */
        MapName: {
            /** Id */
            id: string;
            /** Title */
            title: string;
        };
        /**
         * Match
         * @description The rule that says which events are this step: all given parts must hold.
         *
         *     `where` is a boolean SQL expression over event columns and kept properties.
         */
        Match: {
            /** Channel */
            channel: string[];
            /** Event */
            event: string[];
            /** Touchpoint */
            touchpoint: string[];
            /** Where */
            where: string | null;
        };
        /**
         * MatchedEvents
         * @description Events alike in name, channel and touchpoint that a rule catches.
         */
        MatchedEvents: {
            /** Channel */
            channel: string | null;
            /** Customers */
            customers: number;
            /** Event */
            event: string;
            /** Events */
            events: number;
            /** Touchpoint */
            touchpoint: string | null;
        };
        /** Me */
        Me: {
            /**
             * Team
             * @description Whether anybody can sign in
             */
            team: boolean;
            who: components["schemas"]["Who"] | null;
        };
        /**
         * Meaning
         * @description One meaning of being lost, and the share lost by it in the last time that is over.
         */
        Meaning: {
            /**
             * Change
             * @description What to write into workspace.yaml to use it
             */
            change: string;
            /** Chosen */
            chosen: ("rule" | "settings" | "proposed") | null;
            /**
             * Days
             * @description Days after which it is known who was lost
             */
            days: number | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "inactivity" | "contract";
            /** @description Lost in the days from `since` on, of customers at their beginning who were due */
            lost: components["schemas"]["Number"] | null;
            /** Since */
            since: string | null;
            /** Used */
            used: boolean;
            /**
             * Why
             * @description Why it says nothing, else null
             */
            why: string | null;
            /** Words */
            words: string;
        };
        /**
         * MeasureRef
         * @description A question of the measure registry with its parameters.
         */
        MeasureRef: {
            /**
             * Label
             * @description Words to show instead of the measure's own title
             */
            label: string | null;
            /**
             * Last
             * @description Only the last so long of the time that is asked about, as in 90d
             */
            last: string | null;
            /** Name */
            name: string;
            /** Params */
            params: {
                [key: string]: unknown;
            };
            /**
             * Where
             * @description Only what meets this condition, as in `channel = 'web'`
             */
            where: string | null;
        };
        /**
         * MeasuredFeeling
         * @description Which answers tell how this step felt.
         */
        MeasuredFeeling: {
            /**
             * About
             * @default previous step
             */
            about: string;
            /**
             * Events
             * @description Feedback events that count; empty: all
             */
            events: string[];
            /**
             * Within
             * @default 30d
             */
            within: string;
        };
        /**
         * MeasuredMap
         * @description A map with everything measured on it.
         */
        MeasuredMap: {
            asked: components["schemas"]["Asked"];
            /** Complete Through */
            complete_through: string | null;
            confidence: components["schemas"]["Confidence"];
            /** Currency */
            currency: string;
            /** Data Version */
            data_version: string | null;
            /**
             * Finding
             * @description The headline in words; **bold** marks the step it names
             */
            finding: string;
            /** First Day */
            first_day: string | null;
            /**
             * Format
             * @default 1
             * @constant
             */
            format: 1;
            /** Id */
            id: string;
            /** Lanes */
            lanes: components["schemas"]["LaneView"][];
            /** Last Day */
            last_day: string | null;
            /** Map Version */
            map_version: string;
            /** Notes */
            notes: string[];
            /** Objectives */
            objectives: components["schemas"]["ObjectiveView"][];
            people: components["schemas"]["Number"];
            /** Personas */
            personas: components["schemas"]["PersonaView"][];
            /** Segments */
            segments: components["schemas"]["SegmentView"][];
            /** Sources */
            sources: components["schemas"]["Source"][];
            /** Stages */
            stages: components["schemas"]["StageView"][];
            /** Steps */
            steps: components["schemas"]["StepView"][];
            /** Summary */
            summary: string | null;
            /**
             * Synthetic
             * @description True when the data are made up; every picture says so
             */
            synthetic: boolean;
            /** Timezone */
            timezone: string;
            /** Title */
            title: string;
            /** Workspace */
            workspace: string;
        };
        /**
         * Moved
         * @description One number of both periods. `wanted`: whether it moved as people want it; null when it cannot be told.
         */
        Moved: {
            before: components["schemas"]["Number"];
            /** Certainty */
            certainty: ("clear" | "likely" | "cannot tell") | null;
            /** Change */
            change: number | null;
            /** High */
            high: number | null;
            /** Id */
            id: string;
            /** Label */
            label: string;
            /** Low */
            low: number | null;
            now: components["schemas"]["Number"];
            /**
             * Part
             * @enum {string}
             */
            part: "objective" | "stage" | "step" | "feeling";
            /** Wanted */
            wanted: boolean | null;
        };
        /** NewMap */
        NewMap: {
            cells: components["schemas"]["Cells"] | null;
            /** Template */
            template: string | null;
            /** Title */
            title: string;
        };
        /**
         * Next
         * @description One line of "what happened next": the lines of a step add up to its people.
         */
        Next: {
            /** Customers */
            customers: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "went_on" | "still_open" | "lost";
            /**
             * Planned
             * @default false
             */
            planned: boolean;
            /** Share */
            share: number | null;
            /**
             * Step
             * @description Step id; null for the lines of those still open or lost
             */
            step: string | null;
            /** Title */
            title: string;
        };
        /**
         * NextReview
         * @description When a map is looked at next; `late`: that day has passed.
         */
        NextReview: {
            cadence: components["schemas"]["Cadence"];
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Late */
            late: boolean;
            /** Map */
            map: string;
            /** Title */
            title: string;
        };
        /**
         * NextSteps
         * @description What follows each step of a map, and how often that was told right in a later time.
         */
        NextSteps: {
            /** @description By how much the first is better */
            better: components["schemas"]["Number"];
            /** Data Version */
            data_version: string;
            /** Map */
            map: string;
            /** @description The same by the commonest next step after the present one */
            plain: components["schemas"]["Number"];
            /** @description Share of later visits whose next step was told right, by up to three steps */
            right: components["schemas"]["Number"];
            /** Steps */
            steps: components["schemas"]["AfterStep"][];
            /**
             * Tested From
             * Format: date
             */
            tested_from: string;
            /** Within Days */
            within_days: number;
        };
        /**
         * NoteKind
         * @description How a field note came about.
         * @enum {string}
         */
        NoteKind: "interview" | "focus_group" | "recording" | "observation" | "support";
        /**
         * Number
         * @description One value with numerator, denominator, n, its 95 % interval where one exists, and what may be drawn.
         */
        Number: {
            /** Denominator */
            denominator: number | null;
            /** High */
            high: number | null;
            /** Low */
            low: number | null;
            /**
             * N
             * @description Observations the value rests on
             */
            n: number;
            /** Numerator */
            numerator: number | null;
            /**
             * Show
             * @enum {string}
             */
            show: "full" | "interval" | "hidden";
            /**
             * Still Open
             * @description Observations whose window has not ended
             */
            still_open: number | null;
            /**
             * Unit
             * @enum {string}
             */
            unit: "share" | "people" | "count" | "seconds" | "money" | "nps" | "stars" | "score" | "feeling" | "per_100";
            /**
             * Value
             * @description Null when undefined: nobody entered, no answers
             */
            value: number | null;
        };
        /**
         * Objective
         * @description What the business wants the journey to bring, tied to one measure.
         */
        Objective: {
            /** Baseline */
            baseline: number | null;
            /** @default up */
            direction: components["schemas"]["Direction"];
            /** Due */
            due: string | null;
            /** Id */
            id: string;
            measure: components["schemas"]["MeasureRef"];
            /**
             * Moves
             * @description Ids of stages, steps and touchpoints that move it; empty: all
             */
            moves: string[];
            /** Target */
            target: number | null;
            /** Term */
            term: string | null;
            /** Text */
            text: string;
        };
        /**
         * ObjectiveStand
         * @description Where an objective stands, and what it is made of: cards and actions at the steps that move it.
         */
        ObjectiveStand: {
            /** Actions */
            actions: number[];
            objective: components["schemas"]["ObjectiveView"];
            /** Opportunities */
            opportunities: string[];
            /** Pains */
            pains: string[];
        };
        /** ObjectiveView */
        ObjectiveView: {
            /** Due */
            due: string | null;
            /** Id */
            id: string;
            /**
             * Moves
             * @description Ids of the steps it touches; all others are dimmed
             */
            moves: string[];
            /** Text */
            text: string;
            tile: components["schemas"]["Tile"];
        };
        /**
         * OffMap
         * @description An event at one touchpoint that matches no step.
         *
         *     title, place : what a step, and a touchpoint, of it would be called.
         *     match : the rule of a step that would catch it, and as little else as can be said.
         *     after : the step whose events most often come right before; None where nothing on the map does.
         *     met : whether that step, or the first of the map where there is none, has the touchpoint already.
         */
        OffMap: {
            /** After */
            after: string | null;
            /** Channels */
            channels: string[];
            /** Customers */
            customers: number;
            /** Event */
            event: string;
            /** Events */
            events: number;
            match: components["schemas"]["Match"];
            /** Met */
            met: boolean;
            /** Place */
            place: string;
            /** Title */
            title: string;
            /** Touchpoint */
            touchpoint: string | null;
        };
        /** Opening */
        Opening: {
            /** Link */
            link: string;
            /** Password */
            password: string | null;
        };
        /**
         * Outcome
         * @description What became of the people who entered: went on + still open + lost = entered.
         */
        Outcome: {
            /** Entered */
            entered: number;
            /** Lost */
            lost: number;
            /** @description went on / (went on + lost) among those whose time is over */
            rate: components["schemas"]["Number"];
            /** Still Open */
            still_open: number;
            /** Went On */
            went_on: number;
            /**
             * Within
             * @description How long people are given, as in 30d
             */
            within: string;
        };
        /**
         * Overdue
         * @description An action that should be done by now.
         */
        Overdue: {
            /** Days */
            days: number;
            /** Due */
            due: string | null;
            /** Map */
            map: string;
            /** Owner */
            owner: string | null;
            /** Step */
            step: string | null;
            /** Text */
            text: string;
            /**
             * Title
             * @description Of the map
             */
            title: string;
        };
        /**
         * Overlap
         * @description Events that the rule of another step catches too; `first` when that step stands before and gets them.
         */
        Overlap: {
            /** Events */
            events: number;
            /** First */
            first: boolean;
            /** Step */
            step: string;
            /** Title */
            title: string;
        };
        /**
         * PainExamples
         * @description Journeys of some of `lost` customers, the middle one by how much they did first, then the quartiles.
         */
        PainExamples: {
            /** Id */
            id: string;
            /** Items */
            items: components["schemas"]["ExampleJourney"][];
            /** Lost */
            lost: number;
            /** Outcome Words */
            outcome_words: string;
        };
        /**
         * PainInSegment
         * @description The find among customers of one segment, and among the others at the same place of whom it is known.
         *
         *     `as_of` says what the segment goes by: "then" what was known at the moment itself, "now" what is told of customers
         *     today, "later" what they did until today, which may follow from the pain: then there is no verdict.
         */
        PainInSegment: {
            /**
             * As Of
             * @enum {string}
             */
            as_of: "then" | "now" | "later";
            difference: components["schemas"]["Number"];
            /** @description The difference among the others */
            elsewhere: components["schemas"]["Number"];
            /** Label */
            label: string;
            /** Segment */
            segment: string;
            /**
             * Stands Out
             * @description Clearly more here than among the others, or less; null where nobody can tell
             */
            stands_out: ("more" | "less") | null;
            with_it: components["schemas"]["Number"];
            without: components["schemas"]["Number"];
        };
        /**
         * PainSegments
         * @description A find in each of the workspace's segments, those where the fall is largest first.
         */
        PainSegments: {
            /** Id */
            id: string;
            /** Items */
            items: components["schemas"]["PainInSegment"][];
        };
        /**
         * Passed
         * @description Suggestions that stayed open because they do not apply any more.
         */
        Passed: {
            /** Number */
            number: number;
            /** Why */
            why: string;
        };
        /**
         * Period
         * @description Days that are looked at, both included.
         */
        Period: {
            /**
             * End
             * Format: date
             */
            end: string;
            /**
             * Start
             * Format: date
             */
            start: string;
        };
        /**
         * Person
         * @description A member of the team. Times are UTC.
         */
        Person: {
            /** Disabled At */
            disabled_at: string | null;
            /** Email */
            email: string;
            /**
             * Made At
             * Format: date-time-local
             */
            made_at: string;
            /** Name */
            name: string;
            /** Number */
            number: number;
            role: components["schemas"]["Role"];
        };
        /**
         * Persona
         * @description A kind of customer the map is drawn for.
         */
        Persona: {
            /** About */
            about: string | null;
            /** Age */
            age: number | null;
            /** Behaviours */
            behaviours: string[];
            /** Challenges */
            challenges: string[];
            /** Demographics */
            demographics: {
                [key: string]: string;
            };
            /** @default assumed */
            evidence: components["schemas"]["Evidence"];
            /** Goal */
            goal: string | null;
            /** Id */
            id: string;
            /**
             * Image
             * @description A picture instead of the drawn face
             */
            image: string | null;
            /** Motivations */
            motivations: string[];
            /** Name */
            name: string;
            /**
             * On
             * @description When this was last checked
             */
            on: string | null;
            /**
             * Picture
             * @description Which drawn face they have; none: one made from the name
             */
            picture: string | null;
            /** Quotes */
            quotes: components["schemas"]["Quote"][];
            /**
             * Refresh Every
             * @default 180d
             */
            refresh_every: string;
            /**
             * Segment
             * @description Name of the workspace's segment these people are
             */
            segment: string | null;
            /** Source */
            source: string | null;
        };
        /** PersonaView */
        PersonaView: {
            /** About */
            about: string | null;
            /** Age */
            age: number | null;
            /** Behaviours */
            behaviours: string[];
            /** Challenges */
            challenges: string[];
            /** Demographics */
            demographics: {
                [key: string]: string;
            };
            /** @default assumed */
            evidence: components["schemas"]["Evidence"];
            /** Goal */
            goal: string | null;
            /** Id */
            id: string;
            /** Image */
            image: string | null;
            /** Motivations */
            motivations: string[];
            /** Name */
            name: string;
            /** Picture */
            picture: string | null;
            /** Quotes */
            quotes: components["schemas"]["Quote"][];
            /** Segment */
            segment: string | null;
        };
        /**
         * Picture
         * @description A picture that lies in the workspace now; maps name it so.
         */
        Picture: {
            /** Name */
            name: string;
            /** Size */
            size: number;
        };
        /**
         * Point
         * @description One period of a small chart.
         */
        Point: {
            /**
             * Complete
             * @default true
             */
            complete: boolean;
            /**
             * Start
             * Format: date
             */
            start: string;
            /** Value */
            value: number | null;
        };
        /**
         * Preview
         * @description What the first rows of a file would become under some choices.
         */
        Preview: {
            /** Bad */
            bad: components["schemas"]["Refused"][];
            /** Columns */
            columns: string[];
            /** Faults */
            faults: components["schemas"]["Fault"][];
            /**
             * Made
             * @default 0
             */
            made: number;
            /** Reasons */
            reasons: {
                [key: string]: number;
            };
            /**
             * Refused
             * @default 0
             */
            refused: number;
            /**
             * Rows
             * @default 0
             */
            rows: number;
            /** Table */
            table: string[][];
        };
        /** Proposal */
        Proposal: {
            /**
             * New
             * @description The same as it should be
             */
            new: {
                [key: string]: {
                    [key: string]: {
                        [key: string]: unknown;
                    };
                };
            };
            /**
             * Note
             * @default
             */
            note: string;
            /**
             * Old
             * @description The draft as it was when somebody began to change it
             */
            old: {
                [key: string]: {
                    [key: string]: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        /**
         * Proposals
         * @description What is not on the map yet; `more` are counted but not listed.
         */
        Proposals: {
            /** More */
            more: number;
            /** Rows */
            rows: components["schemas"]["OffMap"][];
        };
        /** Published */
        Published: {
            /** Problems */
            problems: components["schemas"]["Remark"][];
            version: components["schemas"]["Version"];
        };
        /** Publishing */
        Publishing: {
            /**
             * Name
             * @description What this version is called
             */
            name: string | null;
        };
        /**
         * Quality
         * @description Readings beside the customers' own scores, on comments of a later time by customers unknown before.
         *
         *     `confusion` counts them: one row for each level of the score (low, middle, high), one column for each level read.
         */
        Quality: {
            accuracy: components["schemas"]["Number"];
            /** Calibration */
            calibration: components["schemas"]["desirepath__insights__text__trial__Bin"][];
            /** Confusion */
            confusion: number[][];
            /** @description Of those scored low, the share read as low */
            low_found: components["schemas"]["Number"];
            /** @description Of those read as low, the share scored low */
            low_right: components["schemas"]["Number"];
            /** @description The same for always saying the level that was most frequent before */
            majority: components["schemas"]["Number"];
            /** Mean Read */
            mean_read: number;
            /** Mean Scored */
            mean_scored: number;
            /** @description Accuracy on comments that were not written word by word before */
            new_words: components["schemas"]["Number"];
            /**
             * Silent
             * @description Held-out comments in which nothing could be read
             */
            silent: number;
            /**
             * Since
             * Format: date
             * @description Day of the first of them, UTC
             */
            since: string;
            /**
             * Spread
             * @description Variance of score minus reading, in feelings
             */
            spread: number;
            /**
             * Tried On
             * @description Held-out comments with a score in which something could be read
             */
            tried_on: number;
        };
        /**
         * Quartiles
         * @description Time until the next step, in seconds, open cases respected; null where not reached by enough people.
         */
        Quartiles: {
            median: components["schemas"]["Number"];
            /** Q1 */
            q1: number | null;
            /** Q3 */
            q3: number | null;
        };
        /**
         * QuestionView
         * @description A saved question as it is listed.
         */
        QuestionView: {
            /**
             * Changed At
             * Format: date-time-local
             */
            changed_at: string;
            /** Data Version */
            data_version: string | null;
            /**
             * Made At
             * Format: date-time-local
             */
            made_at: string;
            /** Made By */
            made_by: string;
            /** Newer Data */
            newer_data: boolean;
            /** Number */
            number: number;
            question: components["schemas"]["SavedQuestion"];
            /** Title */
            title: string | null;
        };
        /** Quote */
        Quote: {
            /** On */
            on: string | null;
            /** Source */
            source: string | null;
            /** Text */
            text: string;
        };
        /**
         * Refused
         * @description A row that would be refused: where it stands and why.
         */
        Refused: {
            /** Line */
            line: number | null;
            /** Reason */
            reason: string;
            /** Row */
            row: string;
        };
        /**
         * Remark
         * @description One thing about one record: an error keeps the draft from being published, advice does not.
         */
        Remark: {
            /** Field */
            field: string | null;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /**
             * Level
             * @enum {string}
             */
            level: "error" | "advice";
            /** Remedy */
            remedy: string;
            /** Words */
            words: string;
        };
        /**
         * Remedy
         * @description Something to try: a title that can stand as an action's, and a sentence why it helps, or how it is done.
         */
        Remedy: {
            /**
             * Effort
             * @description small: days, medium: weeks, large: months
             * @enum {string}
             */
            effort: "small" | "medium" | "large";
            /**
             * Hold Out
             * @description Some have to go without, at random, to see what it does
             * @default false
             */
            hold_out: boolean;
            /** How */
            how: string;
            kind: components["schemas"]["ActionKind"];
            /** Title */
            title: string;
        };
        /** Restored */
        Restored: {
            /** Changes */
            changes: number;
        };
        /** Restoring */
        Restoring: {
            /** Lane */
            lane: string | null;
            /** Version */
            version: number;
        };
        /**
         * Result
         * @description The answer to one question.
         */
        Result: {
            /** By */
            by: string[];
            /**
             * Complete Through
             * @description Earliest over the sources, local
             */
            complete_through: string | null;
            /** Currency */
            currency: string | null;
            /** Data Version */
            data_version: string;
            /**
             * End
             * @description First moment that no longer counts, local; null: until now
             */
            end: string | null;
            /** Map Id */
            map_id: string | null;
            /** Map Version */
            map_version: string | null;
            /** Measure */
            measure: string;
            /**
             * Notes
             * @description What was left out, and how many
             */
            notes: string[];
            /** Params */
            params: {
                [key: string]: unknown;
            };
            /** Rows */
            rows: components["schemas"]["Row"][];
            /** Segment */
            segment: string | null;
            /**
             * Start
             * @description First moment that counts, local; null: since the beginning
             */
            start: string | null;
            /** Timezone */
            timezone: string;
            /** Title */
            title: string;
            /** Unit Of Observation */
            unit_of_observation: string;
            /** Version */
            version: number;
            /** Where */
            where: string | null;
        };
        /**
         * ReviewCard
         * @description A review in a list.
         */
        ReviewCard: {
            /**
             * Began
             * Format: date-time-local
             */
            began: string;
            /** Closed */
            closed: string | null;
            /** Decisions */
            decisions: number;
            /** Finding */
            finding: string | null;
            /** Number */
            number: number;
            period: components["schemas"]["Period"];
        };
        /**
         * ReviewPage
         * @description What people see in a review. `kept`: as it was when the review was closed.
         */
        ReviewPage: {
            /** Actions */
            actions: components["schemas"]["ActionView"][];
            before: components["schemas"]["Period"];
            /**
             * Began
             * Format: date-time-local
             */
            began: string;
            /** Changed From */
            changed_from: number | null;
            /** Changed To */
            changed_to: number | null;
            /** Closed */
            closed: string | null;
            /** Currency */
            currency: string;
            /** Decisions */
            decisions: components["schemas"]["Decision"][];
            /** Finding */
            finding: string;
            /** Kept */
            kept: boolean;
            /** Map */
            map: string;
            /** Map Changes */
            map_changes: string[];
            /** Moved */
            moved: components["schemas"]["Moved"][];
            /** Note */
            note: string;
            now: components["schemas"]["MeasuredMap"];
            /** Number */
            number: number;
            period: components["schemas"]["Period"];
            rhythm: components["schemas"]["Rhythm"] | null;
            /** Stale */
            stale: components["schemas"]["StaleCard"][];
            /** Synthetic */
            synthetic: boolean;
            then: components["schemas"]["MeasuredMap"];
            /** Title */
            title: string;
            /** Workspace */
            workspace: string;
        };
        /**
         * Rhythm
         * @description When a map is reviewed: the next day, how often, and who comes.
         */
        Rhythm: {
            cadence: components["schemas"]["Cadence"];
            /** Map */
            map: string;
            /**
             * Next
             * Format: date
             */
            next: string;
            /** People */
            people: string[];
        };
        /**
         * Role
         * @description What somebody may do; each role may do what those before it may.
         * @enum {string}
         */
        Role: "viewer" | "commenter" | "editor" | "owner";
        /**
         * Row
         * @description One row of a result: the keys it is broken down by, and the number.
         */
        Row: {
            /**
             * Complete
             * @description False for a period that has not ended: leave it out of averages
             * @default true
             */
            complete: boolean;
            /** Keys */
            keys: {
                [key: string]: unknown;
            };
            /**
             * More
             * @description Further columns that the measure documents
             */
            more: {
                [key: string]: unknown;
            };
            number: components["schemas"]["Number"];
        };
        /**
         * SavedQuestion
         * @description What is asked. Without days it is asked of all days there are, whenever it is opened.
         */
        SavedQuestion: {
            /** By */
            by: string[];
            /**
             * End
             * @description Last day that counts
             */
            end: string | null;
            /**
             * Map
             * @description Map whose steps are meant
             */
            map: string | null;
            /** Measure */
            measure: string;
            /** Name */
            name: string;
            /**
             * Params
             * @description Parameters of the measure, as they are typed
             */
            params: {
                [key: string]: string;
            };
            /**
             * Picture
             * @description The chosen picture; null: the one that fits best
             */
            picture: string | null;
            /** Segment */
            segment: string | null;
            /**
             * Start
             * @description First day that counts
             */
            start: string | null;
            /** Where */
            where: string | null;
        };
        /** Saying */
        Saying: {
            /**
             * Part
             * @description Kind of record, such as steps or cards
             */
            part: string;
            /** Part Id */
            part_id: string;
            /** Text */
            text: string;
        };
        /** Scheduling */
        Scheduling: {
            cadence: components["schemas"]["Cadence"];
            /**
             * Next
             * Format: date
             */
            next: string;
            /** People */
            people: string[];
        };
        /** SegmentView */
        SegmentView: {
            /** Id */
            id: string;
            /** Label */
            label: string;
            /** Rule */
            rule: string;
        };
        /** Settled */
        Settled: {
            /** Done */
            done: number[];
            /** Passed */
            passed: components["schemas"]["Passed"][];
            /** Suggestions */
            suggestions: components["schemas"]["SuggestionView"][];
        };
        /**
         * ShareLink
         * @description A link by which guests see one map. The link itself is told once and kept only as a hash.
         */
        ShareLink: {
            /** Expires */
            expires: string | null;
            /** Has Password */
            has_password: boolean;
            /** Label */
            label: string;
            /**
             * Made At
             * Format: date-time-local
             */
            made_at: string;
            /** Made By */
            made_by: string;
            /** Map */
            map: string;
            may: components["schemas"]["Role"];
            /** Number */
            number: number;
            /** Opened */
            opened: number;
        };
        /** Shared */
        Shared: {
            link: components["schemas"]["ShareLink"];
            /**
             * Secret
             * @description Told once: the page makes the link of it
             */
            secret: string;
        };
        /**
         * SharesAt
         * @description Both groups so many days after the landmark; null where too few are watched so long.
         */
        SharesAt: {
            /** Day */
            day: number;
            with_it: components["schemas"]["Number"] | null;
            without: components["schemas"]["Number"] | null;
        };
        /** Sharing */
        Sharing: {
            /** Expires */
            expires: string | null;
            /**
             * Label
             * @description Whom it is for
             * @default
             */
            label: string;
            /** @default viewer */
            may: components["schemas"]["Role"];
            /** Password */
            password: string | null;
        };
        /**
         * Side
         * @description One of two states of a map: what it is called, and its records as `domain/records.py` has them.
         */
        Side: {
            /** Records */
            records: {
                [key: string]: {
                    [key: string]: {
                        [key: string]: unknown;
                    };
                };
            };
            /** Words */
            words: string;
        };
        /** SigningIn */
        SigningIn: {
            /** Email */
            email: string;
            /** Password */
            password: string;
        };
        /**
         * Sizing
         * @description What an experiment needs that gives it to half, drawn by lot, and finds the forecast in four cases of five.
         */
        Sizing: {
            /** @description The share now, or before the start, among customers whose time has ended */
            base: components["schemas"]["Number"];
            /**
             * Each
             * @description Customers needed in each of the two groups
             */
            each: number;
            /** Forecast */
            forecast: number;
            /**
             * Power
             * @default 0.8
             */
            power: number;
            /**
             * Wait Days
             * @description Days until the last one's time is over
             */
            wait_days: number;
            /**
             * Weekly
             * @description Customers who come a week, over the last 13 weeks before the start
             */
            weekly: number;
            /**
             * Weeks
             * @description Weeks until both groups are filled; null where hardly anybody comes
             */
            weeks: number | null;
        };
        /** Source */
        Source: {
            /**
             * Complete Through
             * Format: date-time-local
             */
            complete_through: string;
            /** Name */
            name: string;
        };
        /**
         * SourceCard
         * @description One source as the page lists it.
         */
        SourceCard: {
            /**
             * Broken
             * @description Why the recipe cannot be read
             */
            broken: string | null;
            /**
             * By Hand
             * @description The recipe says more than the page can change
             * @default false
             */
            by_hand: boolean;
            /**
             * Events
             * @default 0
             */
            events: number;
            /** Files */
            files: string[];
            /**
             * Kind
             * @default events
             * @enum {string}
             */
            kind: "events" | "traits";
            /**
             * Newest
             * @description Time of the newest event, UTC
             */
            newest: string | null;
            /** Reasons */
            reasons: {
                [key: string]: number;
            };
            /**
             * Rejected
             * @default 0
             */
            rejected: number;
            /** Source */
            source: string;
        };
        /**
         * SourceList
         * @description Every source, and whether anything was ever brought.
         */
        SourceList: {
            /**
             * Empty
             * @description No source and no map: the sample shop may be set up here
             */
            empty: boolean;
            /** Limit Mb */
            limit_mb: number;
            /** Sources */
            sources: components["schemas"]["SourceCard"][];
        };
        /**
         * Stage
         * @description A group of columns.
         */
        Stage: {
            /** Id */
            id: string;
            /** Kpis */
            kpis: components["schemas"]["Kpi"][];
            /** Steps */
            steps: components["schemas"]["Step"][];
            /** Title */
            title: string;
        };
        /** StageView */
        StageView: {
            /** Id */
            id: string;
            /** Kpis */
            kpis: components["schemas"]["Tile"][];
            /** @description Went on = reached a later stage; null for the last stage */
            outcome: components["schemas"]["Outcome"] | null;
            people: components["schemas"]["Number"];
            /** Position */
            position: number;
            /** Steps */
            steps: string[];
            /** Title */
            title: string;
        };
        /**
         * StaleCard
         * @description A card whose evidence is too old to rest on.
         */
        StaleCard: {
            card: components["schemas"]["CardView"];
            /** Step */
            step: string;
            /** Step Title */
            step_title: string;
        };
        /**
         * Step
         * @description A column of the map: one thing the customer does or meets.
         */
        Step: {
            /** Cards */
            cards: components["schemas"]["Card"][];
            /** @default assumed */
            evidence: components["schemas"]["Evidence"];
            /**
             * @default {
             *       "channel": [],
             *       "next": [],
             *       "optional": false,
             *       "repeats": false,
             *       "within": "30d"
             *     }
             */
            expect: components["schemas"]["Expect"];
            /**
             * @default {
             *       "believed_for": {},
             *       "measured": {
             *         "about": "previous step",
             *         "events": [],
             *         "within": "30d"
             *       }
             *     }
             */
            feels: components["schemas"]["Feels"];
            /** Id */
            id: string;
            match: components["schemas"]["Match"] | null;
            /**
             * Moment Of Truth
             * @default false
             */
            moment_of_truth: boolean;
            /** Title */
            title: string;
            /** Touchpoints */
            touchpoints: string[];
        };
        /**
         * StepText
         * @description Comments about one step.
         */
        StepText: {
            /** Comments */
            comments: number;
            /** Customers */
            customers: number;
            /** @description What is read from comments without a score */
            read: components["schemas"]["Felt"] | null;
            /** Step */
            step: string;
            /** Title */
            title: string;
            /** Topics */
            topics: components["schemas"]["Topic"][];
            /**
             * Unread
             * @description Comments without a score from which nothing could be read
             */
            unread: number;
        };
        /** StepView */
        StepView: {
            /** Believed */
            believed: number | null;
            /**
             * Believed For
             * @description The same for single personas, in their order
             */
            believed_for: components["schemas"]["Belief"][];
            /** Cards */
            cards: components["schemas"]["CardView"][];
            /**
             * Channels
             * @description Channels seen in the data, with people
             */
            channels: components["schemas"]["TouchpointView"][];
            /** @default assumed */
            evidence: components["schemas"]["Evidence"];
            /** Expected Within */
            expected_within: string | null;
            felt: components["schemas"]["Felt"] | null;
            /** Felt Otherwise */
            felt_otherwise: components["schemas"]["Felt"][];
            /**
             * Field Notes
             * @description How many field notes tell of it; their words are not on this map
             * @default 0
             */
            field_notes: number;
            /**
             * Finding
             * @description What the panel says first, in words
             */
            finding: string | null;
            /**
             * Gap
             * @description measured minus believed; null unless both may be shown
             */
            gap: number | null;
            /** Gap Words */
            gap_words: ("clear" | "likely" | "cannot tell") | null;
            /**
             * Has Rule
             * @default true
             */
            has_rule: boolean;
            /** Id */
            id: string;
            /**
             * Moment Of Truth
             * @default false
             */
            moment_of_truth: boolean;
            /** Next */
            next: components["schemas"]["Next"][];
            /** Number */
            number: number;
            /** @description Null where nothing is planned to follow, and for a step without a rule or people */
            outcome: components["schemas"]["Outcome"] | null;
            people: components["schemas"]["Number"];
            /** Stage */
            stage: string;
            /** Tiles */
            tiles: components["schemas"]["Tile"][];
            time_to_next: components["schemas"]["Quartiles"] | null;
            /** Title */
            title: string;
            /** Touchpoints */
            touchpoints: components["schemas"]["TouchpointView"][];
            /** Visits */
            visits: number;
        };
        /**
         * Stop
         * @description What somebody did `times` times on one day, since `time` (local).
         */
        Stop: {
            /** Step */
            step: string | null;
            /**
             * Time
             * Format: date-time-local
             */
            time: string;
            /** Times */
            times: number;
            /** Title */
            title: string;
        };
        /**
         * SuggestionView
         * @description A suggestion as people see it. `changes`: what it would change in the draft as it stands now; `why`: why it
         *     cannot be applied to it any more, null when it can.
         */
        SuggestionView: {
            /**
             * At
             * Format: date-time-local
             */
            at: string;
            /** Author */
            author: string;
            /** Changes */
            changes: components["schemas"]["Change"][];
            /** Note */
            note: string;
            /** Number */
            number: number;
            /** Reply */
            reply: string;
            /** Settled At */
            settled_at: string | null;
            /** Settled By */
            settled_by: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "open" | "accepted" | "rejected" | "withdrawn";
            /** Why */
            why: string | null;
            /** Words */
            words: string[];
        };
        /** Team */
        Team: {
            /** Invitations */
            invitations: components["schemas"]["Invitation"][];
            /** People */
            people: components["schemas"]["Person"][];
        };
        /**
         * TemplateName
         * @description A worked map to begin with.
         */
        TemplateName: {
            /** Name */
            name: string;
            /** Title */
            title: string;
        };
        /**
         * TestedClass
         * @description Customers who had bought equally often at the split, and what each of them bought later on average.
         */
        TestedClass: {
            /**
             * Bought
             * @description On how many days before the split
             */
            bought: string;
            /** Expected */
            expected: number;
            /**
             * Observed
             * @description Later purchases of one of them; null under 10 people
             */
            observed: number | null;
            /** People */
            people: number;
        };
        /**
         * TestedWeek
         * @description Repeat purchases of one week: what happened and what the model expected.
         */
        TestedWeek: {
            /**
             * Complete
             * @description False for the very first week, which may lack days
             */
            complete: boolean;
            /**
             * Day
             * Format: date
             * @description First day of the week
             */
            day: string;
            /** Expected */
            expected: number;
            /**
             * Held Out
             * @description After the split: the model had not seen it
             */
            held_out: boolean;
            /** High */
            high: number;
            /** Low */
            low: number;
            /** Observed */
            observed: number;
        };
        /**
         * TextFound
         * @description What people write. Topics are ranked by `low`, then by feeling, the lowest first.
         */
        TextFound: {
            /**
             * Comments
             * @description Comments that were looked at
             */
            comments: number;
            /** Data Version */
            data_version: string;
            /** Languages */
            languages: components["schemas"]["LanguageText"][];
            /** Map */
            map: string;
            /**
             * No Topic
             * @description Comments that belong to no topic
             */
            no_topic: number;
            /**
             * Of
             * @description All comments
             */
            of: number;
            /** @description Where the data tell a language and the words tell one surely: how often it is the same */
            same_language: components["schemas"]["Number"];
            /** Steps */
            steps: components["schemas"]["StepText"][];
            /** Topics */
            topics: components["schemas"]["Topic"][];
        };
        /**
         * Thread
         * @description A comment that began a talk, the answers to it, and who called it settled.
         */
        Thread: {
            /** Answers */
            answers: components["schemas"]["Comment"][];
            first: components["schemas"]["Comment"];
            /** Resolved At */
            resolved_at: string | null;
            /** Resolved By */
            resolved_by: string | null;
        };
        /**
         * Tile
         * @description A measure as the map shows it: value, change against the period before, and a small line.
         */
        Tile: {
            /** @description The same over the period of equal length before */
            before: components["schemas"]["Number"] | null;
            /** @default up */
            direction: components["schemas"]["Direction"];
            /** Label */
            label: string;
            /** Last */
            last: string | null;
            /** Measure */
            measure: string;
            number: components["schemas"]["Number"];
            /**
             * Only
             * @description In words, what `where` and `last` narrow it to
             */
            only: string | null;
            /** Params */
            params: {
                [key: string]: unknown;
            };
            /** Series */
            series: components["schemas"]["Point"][];
            /** Target */
            target: number | null;
            /** Where */
            where: string | null;
        };
        /**
         * Timeline
         * @description A customer's events in order; the last `limit` of `total`.
         */
        Timeline: {
            /** Customer */
            customer: string;
            /** Events */
            events: components["schemas"]["TimelineEvent"][];
            /** Total */
            total: number;
        };
        /**
         * TimelineEvent
         * @description One event of a customer, local time.
         */
        TimelineEvent: {
            /** Actor */
            actor: string;
            /** Channel */
            channel: string | null;
            /** Event */
            event: string;
            /** Gap Days */
            gap_days: number | null;
            /** Kind */
            kind: string;
            /** Revenue */
            revenue: string | null;
            /** Scale */
            scale: string | null;
            /** Score */
            score: number | null;
            /** Step */
            step: string | null;
            /** Text */
            text: string | null;
            /**
             * Time
             * Format: date-time-local
             */
            time: string;
            /** Title */
            title: string;
            /** Touchpoint */
            touchpoint: string | null;
        };
        /**
         * Told
         * @description An error: what is wrong, and what to do next. Its code stays the same; docs/reference/errors.md has them all.
         */
        Told: {
            error: components["schemas"]["ErrorTold"];
        };
        /**
         * Topic
         * @description What some comments of one language are about, called by a few of their words.
         *
         *     `low` is how many customers wrote it times how far they feel below neutral: what most people suffer from is high.
         */
        Topic: {
            /** Comments */
            comments: number;
            /** Customers */
            customers: number;
            /**
             * Felt
             * @description By scale, most comments first; text: read from the words
             */
            felt: components["schemas"]["Felt"][];
            /** Id */
            id: string;
            /** Language */
            language: string;
            /** Low */
            low: number;
            /**
             * Quotes
             * @description Typical comments; empty for who may not see them
             */
            quotes: string[];
            /** @description Of all comments here, whatever their language */
            share: components["schemas"]["Number"];
            /**
             * Step
             * @description The step that most of these comments are about
             */
            step: string | null;
            /** Words */
            words: string[];
        };
        /**
         * Touchpoint
         * @description A named place of contact. One touchpoint may be met on several channels.
         */
        Touchpoint: {
            /** Channel */
            channel: string | null;
            /** Channels */
            channels: string[];
            /** @default assumed */
            evidence: components["schemas"]["Evidence"];
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /** TouchpointView */
        TouchpointView: {
            /** Channel */
            channel: string | null;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** People */
            people: number | null;
        };
        /**
         * Trend
         * @description One series: the keys it is broken down by, its periods, its changes in time order.
         */
        Trend: {
            /** Changes */
            changes: components["schemas"]["TrendChange"][];
            /** Keys */
            keys: {
                [key: string]: unknown;
            };
            /**
             * Looked
             * @description Whether there were periods enough to look for changes
             */
            looked: boolean;
            /** Points */
            points: components["schemas"]["TrendPoint"][];
        };
        /**
         * TrendChange
         * @description A change of level.
         */
        TrendChange: {
            /** After */
            after: number;
            /** Before */
            before: number;
            /**
             * Earliest
             * Format: date
             * @description It may have been so early (95 %)
             */
            earliest: string;
            /**
             * First Day
             * Format: date
             * @description First day of the first period of the new level
             */
            first_day: string;
            /**
             * Latest
             * Format: date
             * @description or so late
             */
            latest: string;
            /**
             * P
             * @description How often series without a change show one as large
             */
            p: number;
            /** @description after - before, with an interval that holds that the moment is not known either */
            size: components["schemas"]["Number"];
        };
        /**
         * TrendPoint
         * @description One period. `level` is that of its stretch between two changes; null where the period is left out.
         */
        TrendPoint: {
            /** Complete */
            complete: boolean;
            /**
             * First Day
             * Format: date
             */
            first_day: string;
            /** Level */
            level: number | null;
            number: components["schemas"]["Number"];
        };
        /**
         * Trends
         * @description A measure by period, and when it changed.
         */
        Trends: {
            /** Currency */
            currency: string | null;
            /** Data Version */
            data_version: string;
            /**
             * Every
             * @enum {string}
             */
            every: "day" | "week" | "month";
            /** Measure */
            measure: string;
            /** Notes */
            notes: string[];
            /** Params */
            params: {
                [key: string]: unknown;
            };
            /** Segment */
            segment: string | null;
            /** Series */
            series: components["schemas"]["Trend"][];
            /** Title */
            title: string;
            /** Where */
            where: string | null;
        };
        /**
         * Uploaded
         * @description A file that lies in the data folder now.
         */
        Uploaded: {
            /** Known */
            known: boolean;
            /** Name */
            name: string;
            /** Size */
            size: number;
        };
        /**
         * ValueForecast
         * @description What customers who have bought already are expected to bring; null where the back-test failed.
         */
        ValueForecast: {
            /** @description Expected revenue of one purchase */
            average: components["schemas"]["Number"];
            backtest: components["schemas"]["Backtest"];
            /** @description Customers who buy at least once */
            buyers: components["schemas"]["Number"] | null;
            /**
             * Correlation
             * @description Of how often and how much; the model takes it to be 0
             */
            correlation: number | null;
            /**
             * Discount
             * @description Yearly discount: money of a later month counts less
             */
            discount: number;
            /**
             * Loose
             * @description Parameters that the data do not pin down
             */
            loose: string[];
            /**
             * Model
             * @description BG/NBD, or MBG/NBD where that fits better
             */
            model: string;
            /** @description Days with an order */
            orders: components["schemas"]["Number"] | null;
            /** Parameters */
            parameters: {
                [key: string]: number;
            };
            /**
             * People
             * @description Customers with at least one order
             */
            people: number;
            /** @description Discounted revenue */
            revenue: components["schemas"]["Number"] | null;
            /**
             * Through
             * Format: date
             * @description Last day of the horizon
             */
            through: string;
            /** Warnings */
            warnings: string[];
            /** Weeks */
            weeks: number;
        };
        /**
         * Version
         * @description One state of a map. `words` says what is different from the version before it; times are UTC.
         */
        Version: {
            /**
             * At
             * Format: date-time-local
             */
            at: string;
            /** Author */
            author: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "published" | "kept" | "outside";
            /** Name */
            name: string | null;
            /** Number */
            number: number;
            /** Words */
            words: string[];
        };
        /**
         * Vocabulary
         * @description Words that can be chosen while a map is edited. Lists of the data are empty before the first build.
         */
        Vocabulary: {
            /** Channels */
            channels: string[];
            /** Events */
            events: components["schemas"]["KnownEvent"][];
            /** Measures */
            measures: {
                [key: string]: unknown;
            }[];
            /** Segments */
            segments: string[];
            /** Touchpoints */
            touchpoints: string[];
        };
        /** Wanted */
        Wanted: {
            measure: components["schemas"]["MeasureRef"];
            /** Step */
            step: string | null;
        };
        /**
         * Wave
         * @description Others who get it later: who they are, and from which day on.
         */
        Wave: {
            /**
             * Started
             * Format: date
             */
            started: string;
            /** Target */
            target: string;
        };
        /**
         * WayTested
         * @description One way of telling: by what all do most, by the last, by one's own counts drawn towards what all do.
         */
        WayTested: {
            /**
             * Loss
             * @description Mean log loss of the chances; less is better
             */
            loss: number;
            /** @description Share told right */
            right: components["schemas"]["Number"];
            /**
             * Way
             * @enum {string}
             */
            way: "all" | "last" | "own";
        };
        /**
         * Who
         * @description Somebody who asks. `map`: a guest by link sees this one map and nothing else.
         */
        Who: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "token" | "person" | "guest";
            /** Map */
            map: string | null;
            /** Name */
            name: string;
            /** Person */
            person: number | null;
            role: components["schemas"]["Role"];
        };
        /**
         * WorkspaceCard
         * @description What the page needs to know before it asks for a map.
         */
        WorkspaceCard: {
            /** Currency */
            currency: string;
            /** Customers */
            customers: number;
            /** Data Version */
            data_version: string | null;
            /** Events */
            events: number;
            /** Maps */
            maps: components["schemas"]["MapName"][];
            /** Name */
            name: string;
            /** Segments */
            segments: components["schemas"]["SegmentView"][];
            /** Synthetic */
            synthetic: boolean;
            /** Timezone */
            timezone: string;
        };
        /** Writing */
        Writing: {
            /** Decisions */
            decisions: components["schemas"]["Decision"][];
            /**
             * Note
             * @default
             */
            note: string;
        };
        /**
         * Bin
         * @description A tenth of the tested rows, by chance: what was said, and what came.
         */
        desirepath__insights__forecast__churn_result__Bin: {
            came: components["schemas"]["Number"];
            /** Chance */
            chance: number;
        };
        /**
         * Bin
         * @description Comments that were thought to be low with about the same probability, and how many were.
         */
        desirepath__insights__text__trial__Bin: {
            /**
             * Read
             * @description Mean probability of being low
             */
            read: number;
            was: components["schemas"]["Number"];
        };
        /** Settling */
        desirepath__web__comments__Settling: {
            /**
             * Resolved
             * @default true
             */
            resolved: boolean;
        };
        /** Settling */
        desirepath__web__suggestions__Settling: {
            /** Accept */
            accept: boolean;
            /** Numbers */
            numbers: number[];
            /**
             * Reply
             * @default
             */
            reply: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    build_api_v1_build_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    calendar_feed_api_v1_calendar_ics_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": unknown;
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    cells_api_v1_cells_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Cells"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FromCells"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    timeline_api_v1_customers__customer__timeline_get: {
        parameters: {
            query?: {
                /** @description Map whose steps are named */
                map?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                customer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    new_map_api_v1_drafts_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMap"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MapId"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    draft_api_v1_drafts__map_id__get: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftCard"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    approve_api_v1_drafts__map_id__approve_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftCard"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    matches_api_v1_drafts__map_id__matches_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Asking"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Caught"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    number_api_v1_drafts__map_id__number_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Wanted"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tile"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    off_map_api_v1_drafts__map_id__off_map_get: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposals"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    publish_api_v1_drafts__map_id__publish_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Publishing"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Published"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    restore_api_v1_drafts__map_id__restore_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Restoring"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restored"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    suggestions_api_v1_drafts__map_id__suggestions_get: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionView"][];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    suggest_api_v1_drafts__map_id__suggestions_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Proposal"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionView"][];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    look_api_v1_drafts__map_id__suggestions_look_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Proposal"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Change"][];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    settle_api_v1_drafts__map_id__suggestions_settle_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["desirepath__web__suggestions__Settling"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settled"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    withdraw_api_v1_drafts__map_id__suggestions__number__withdraw_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionView"][];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    take_file_api_v1_drafts__map_id__take_file_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restored"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    keep_version_api_v1_drafts__map_id__versions_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Keeping"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    vocabulary_api_v1_drafts__map_id__vocabulary_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Vocabulary"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    upload_api_v1_files_post: {
        parameters: {
            query: {
                name: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Uploaded"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    look_api_v1_files__name__look_get: {
        parameters: {
            query?: {
                /** @description Read it as this source is read */
                source?: string | null;
                encoding?: string | null;
                delimiter?: string | null;
                sheet?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileLook"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    forecast_api_v1_forecast_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forecast"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    at_risk_api_v1_forecast_at_risk_get: {
        parameters: {
            query?: {
                /** @description How many of them */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AtRiskPage"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    all_maps_api_v1_home_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Home"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    bring_api_v1_images_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Picture"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    image_api_v1_images__name__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    bring_api_v1_imports_post: {
        parameters: {
            query?: {
                replace?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Choices"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    running_api_v1_jobs_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"] | null;
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    job_api_v1_jobs__job_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    join_api_v1_join_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Joining"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    measured_map_api_v1_maps__map_id__get: {
        parameters: {
            query?: {
                /** @description A segment of the workspace, or a filter on customers */
                segment?: string | null;
                /** @description First day that counts */
                start?: string | null;
                /** @description Last day that counts */
                end?: string | null;
            };
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeasuredMap"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    add_action_api_v1_maps__map_id__actions_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Action"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    change_action_api_v1_maps__map_id__actions__number__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Action"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    remove_action_api_v1_maps__map_id__actions__number__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    effect_api_v1_maps__map_id__actions__number__effect_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Effect"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    board_api_v1_maps__map_id__board_get: {
        parameters: {
            query?: {
                /** @description axis:weight, repeatable; 0 leaves an axis out */
                weight?: string[] | null;
                /** @description measures to compare by besides, as in conversion;to=pay;last=90d, repeatable; `which` chooses one of several answers, `heavy` whether a high or a low value weighs more */
                axis?: string[] | null;
                /** @description A segment of the workspace, or a filter on customers */
                segment?: string | null;
                /** @description First day that counts */
                start?: string | null;
                /** @description Last day that counts */
                end?: string | null;
            };
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    threads_api_v1_maps__map_id__comments_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Thread"][];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    say_api_v1_maps__map_id__comments_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Saying"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Thread"][];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    remove_api_v1_maps__map_id__comments__number__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Thread"][];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    answer_api_v1_maps__map_id__comments__number__answers_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Answering"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Thread"][];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    resolve_api_v1_maps__map_id__comments__number__resolve_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["desirepath__web__comments__Settling"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Thread"][];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    compare_api_v1_maps__map_id__compare_get: {
        parameters: {
            query?: {
                /** @description published, draft, a version's number, or s and a suggestion's */
                from?: string;
                /** @description The same */
                to?: string;
            };
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Compared"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    early_api_v1_maps__map_id__early_get: {
        parameters: {
            query?: {
                /** @description How many first days */
                days?: number;
                /** @description Days watched after them */
                horizon?: number;
                /** @description What the days count from; null: orders where there are */
                start?: ("first_order" | "first_event") | null;
            };
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EarlyFound"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    early_that_is_kept_api_v1_maps__map_id__early_kept_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EarlyFound"] | null;
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    effects_api_v1_maps__map_id__effects_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Effect"][];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    export_api_v1_maps__map_id__export__suffix__get: {
        parameters: {
            query?: {
                /** @description A segment of the workspace, or a filter on customers */
                segment?: string | null;
                /** @description First day that counts */
                start?: string | null;
                /** @description Last day that counts */
                end?: string | null;
                theme?: string;
            };
            header?: never;
            path: {
                map_id: string;
                suffix: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/pdf": unknown;
                    "image/png": unknown;
                    "image/svg+xml": unknown;
                    "text/html; charset=utf-8": unknown;
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    field_notes_api_v1_maps__map_id__field_notes_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldNote"][];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    found_pains_api_v1_maps__map_id__found_pains_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundPains"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    pain_examples_api_v1_maps__map_id__found_pains__pain__examples_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
                pain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PainExamples"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    pain_segments_api_v1_maps__map_id__found_pains__pain__segments_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
                pain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PainSegments"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    shown_image_api_v1_maps__map_id__images__name__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    judge_api_v1_maps__map_id__judgements_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Judging"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    links_api_v1_maps__map_id__links_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShareLink"][];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    share_api_v1_maps__map_id__links_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Sharing"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shared"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    revoke_api_v1_maps__map_id__links__number__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShareLink"][];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    known_names_api_v1_maps__map_id__names_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    next_steps_api_v1_maps__map_id__next_steps_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NextSteps"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    reviews_api_v1_maps__map_id__reviews_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewCard"][];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    begin_review_api_v1_maps__map_id__reviews_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Begun"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    review_api_v1_maps__map_id__reviews__number__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewPage"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    write_review_api_v1_maps__map_id__reviews__number__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Writing"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewPage"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    close_review_api_v1_maps__map_id__reviews__number__close_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewPage"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    rhythm_api_v1_maps__map_id__rhythm_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rhythm"] | null;
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    set_rhythm_api_v1_maps__map_id__rhythm_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Scheduling"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rhythm"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    step_customers_api_v1_maps__map_id__steps__step__customers_get: {
        parameters: {
            query?: {
                /** @description went_on, still_open or lost */
                outcome?: string | null;
                /** @description Id of the step they went to next */
                next?: string | null;
                /** @description A segment of the workspace, or a filter on customers */
                segment?: string | null;
                /** @description First day that counts */
                start?: string | null;
                /** @description Last day that counts */
                end?: string | null;
                limit?: number;
                offset?: number;
            };
            header?: never;
            path: {
                map_id: string;
                step: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerPage"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    text_api_v1_maps__map_id__text_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TextFound"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    text_with_quotes_api_v1_maps__map_id__text_quotes_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TextFound"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    all_versions_api_v1_maps__map_id__versions_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"][];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    changes_api_v1_maps__map_id__versions__number__changes_get: {
        parameters: {
            query?: {
                against?: string;
            };
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                map_id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Change"][];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    me_api_v1_me_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    measures_api_v1_measures_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    measure_api_v1_measures__name__get: {
        parameters: {
            query?: {
                where?: string | null;
                /** @description A segment of the workspace, or a filter on customers */
                segment?: string | null;
                /** @description First day that counts */
                start?: string | null;
                /** @description Last day that counts */
                end?: string | null;
                by?: string[] | null;
                /** @description name=value, repeatable */
                param?: string[] | null;
                /** @description Map whose steps are meant */
                map?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Result"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    comparison_api_v1_measures__name__comparison_get: {
        parameters: {
            query: {
                where?: string | null;
                /** @description A segment of the workspace, or a filter on customers */
                segment?: string | null;
                /** @description First day that counts */
                start?: string | null;
                /** @description Last day that counts */
                end?: string | null;
                by?: string[] | null;
                /** @description name=value, repeatable */
                param?: string[] | null;
                /** @description Map whose steps are meant */
                map?: string | null;
                /** @description The second group: a segment, "rest", "before", other days as 2026-01-01..2026-03-31, or column=value */
                with: string;
                /** @description The first group, where it is a value of a breakdown: column=value */
                group?: string | null;
                /** @description Another share the measure tells: "next" of a funnel, from step to step */
                share?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    comparison_table_api_v1_measures__name__comparison_csv_get: {
        parameters: {
            query: {
                where?: string | null;
                /** @description A segment of the workspace, or a filter on customers */
                segment?: string | null;
                /** @description First day that counts */
                start?: string | null;
                /** @description Last day that counts */
                end?: string | null;
                by?: string[] | null;
                /** @description name=value, repeatable */
                param?: string[] | null;
                /** @description Map whose steps are meant */
                map?: string | null;
                /** @description The second group: a segment, "rest", "before", other days as 2026-01-01..2026-03-31, or column=value */
                with: string;
                /** @description The first group, where it is a value of a breakdown: column=value */
                group?: string | null;
                /** @description Another share the measure tells: "next" of a funnel, from step to step */
                share?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    comparison_workbook_api_v1_measures__name__comparison_xlsx_get: {
        parameters: {
            query: {
                where?: string | null;
                /** @description A segment of the workspace, or a filter on customers */
                segment?: string | null;
                /** @description First day that counts */
                start?: string | null;
                /** @description Last day that counts */
                end?: string | null;
                by?: string[] | null;
                /** @description name=value, repeatable */
                param?: string[] | null;
                /** @description Map whose steps are meant */
                map?: string | null;
                /** @description The second group: a segment, "rest", "before", other days as 2026-01-01..2026-03-31, or column=value */
                with: string;
                /** @description The first group, where it is a value of a breakdown: column=value */
                group?: string | null;
                /** @description Another share the measure tells: "next" of a funnel, from step to step */
                share?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    measure_customers_api_v1_measures__name__customers_get: {
        parameters: {
            query?: {
                /** @description Keys of the row, as name=value */
                key?: string[] | null;
                /** @description went_on, still_open or lost */
                outcome?: string | null;
                limit?: number;
                offset?: number;
                where?: string | null;
                /** @description A segment of the workspace, or a filter on customers */
                segment?: string | null;
                /** @description First day that counts */
                start?: string | null;
                /** @description Last day that counts */
                end?: string | null;
                by?: string[] | null;
                /** @description name=value, repeatable */
                param?: string[] | null;
                /** @description Map whose steps are meant */
                map?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerPage"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    measure_table_api_v1_measures__name__table_csv_get: {
        parameters: {
            query?: {
                where?: string | null;
                /** @description A segment of the workspace, or a filter on customers */
                segment?: string | null;
                /** @description First day that counts */
                start?: string | null;
                /** @description Last day that counts */
                end?: string | null;
                by?: string[] | null;
                /** @description name=value, repeatable */
                param?: string[] | null;
                /** @description Map whose steps are meant */
                map?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    measure_workbook_api_v1_measures__name__table_xlsx_get: {
        parameters: {
            query?: {
                where?: string | null;
                /** @description A segment of the workspace, or a filter on customers */
                segment?: string | null;
                /** @description First day that counts */
                start?: string | null;
                /** @description Last day that counts */
                end?: string | null;
                by?: string[] | null;
                /** @description name=value, repeatable */
                param?: string[] | null;
                /** @description Map whose steps are meant */
                map?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    trend_api_v1_measures__name__trend_get: {
        parameters: {
            query?: {
                every?: "day" | "week" | "month";
                where?: string | null;
                /** @description A segment of the workspace, or a filter on customers */
                segment?: string | null;
                /** @description First day that counts */
                start?: string | null;
                /** @description Last day that counts */
                end?: string | null;
                by?: string[] | null;
                /** @description name=value, repeatable */
                param?: string[] | null;
                /** @description Map whose steps are meant */
                map?: string | null;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trends"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    open_link_api_v1_open_link_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Opening"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShareLink"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    preview_api_v1_preview_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Choices"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    saved_questions_api_v1_questions_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionView"][];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    save_question_api_v1_questions_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedQuestion"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionView"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    saved_question_api_v1_questions__number__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionView"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    change_question_api_v1_questions__number__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedQuestion"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionView"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    remove_question_api_v1_questions__number__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionView"][];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    saved_answer_api_v1_questions__number__answer_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answered"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    restore_question_api_v1_questions__number__restore_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionView"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    sample_api_v1_sample_post: {
        parameters: {
            query?: {
                template?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    sign_in_api_v1_sign_in_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SigningIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    sign_out_api_v1_sign_out_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    list_sources_api_v1_sources_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceList"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    rejected_api_v1_sources__source__rejected_csv_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    team_api_v1_team_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    invite_api_v1_team_invitations_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Inviting"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invited"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    withdraw_api_v1_team_invitations__number__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    change_api_v1_team__number__patch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Changing"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    invite_again_api_v1_team__number__invitation_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who does it, percent-encoded; default: You */
                "x-desirepath-name"?: string | null;
            };
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invited"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    templates_api_v1_templates_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateName"][];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
    workspace_api_v1_workspace_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceCard"];
                };
            };
            /** @description It cannot be done as it was asked */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description It cannot be done now */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
        };
    };
}
