export interface paths {
    "/api/admin-session/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in to the admin
         * @description Log in to the admin. The cookie ends with the session of the request.
         */
        post: operations["admin_session_create"];
        /**
         * Session cookie for the admin and Flower
         * @description Session cookie for the admin and Flower.
         */
        delete: operations["admin_session_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/archives/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the user's data exports, newest first
         * @description List the user's data exports, newest first.
         */
        get: operations["archives_list"];
        put?: never;
        /**
         * Request an export
         * @description Request an export. A WebSocket event and a mail notify when it is ready.
         */
        post: operations["archives_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/archives/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get archives */
        get: operations["archives_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/archives/{id}/cancel/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an export that is queued or in progress, which may take a second
         * @description Cancel an export that is queued or in progress, which may take a second.
         */
        post: operations["archives_cancel_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bank-accounts/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List bank accounts */
        get: operations["bank_accounts_list"];
        put?: never;
        /**
         * Create an account, to which statements can be assigned
         * @description Create an account, to which statements can be assigned.
         */
        post: operations["bank_accounts_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bank-accounts/{id}/": {
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
         * Delete an account, which can be undone for ten minutes
         * @description Delete an account, which can be undone for ten minutes. Its statements are kept.
         */
        delete: operations["bank_accounts_destroy"];
        options?: never;
        head?: never;
        /**
         * Rename the account, or change its currency
         * @description Rename the account, or change its currency.
         */
        patch: operations["bank_accounts_partial_update"];
        trace?: never;
    };
    "/api/bank-accounts/{id}/restore/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo the deletion of an account
         * @description Undo the deletion of an account.
         */
        post: operations["bank_accounts_restore_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/categories/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Return the default categories, then the user's own; without merged ones
         * @description Return the default categories, then the user's own; without merged ones.
         */
        get: operations["categories_list"];
        put?: never;
        /**
         * Create a category
         * @description Create a category.
         */
        post: operations["categories_create"];
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename, color, archive or restore the category with this key
         * @description Rename, color, archive or restore the category with this key.
         */
        patch: operations["categories_partial_update"];
        trace?: never;
    };
    "/api/categories/merge/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Merge a category into another one, which can be undone for ten minutes
         * @description Merge a category into another one, which can be undone for ten minutes.
         *
         *     Its transactions and rules move, and later detections of it are the other one.
         */
        post: operations["categories_merge_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/category-rules/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List category rules */
        get: operations["category_rules_list"];
        put?: never;
        /** Create category rules */
        post: operations["category_rules_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/category-rules/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete category rules */
        delete: operations["category_rules_destroy"];
        options?: never;
        head?: never;
        /**
         * Edit a rule, or move it before another one
         * @description Edit a rule, or move it before another one.
         */
        patch: operations["category_rules_partial_update"];
        trace?: never;
    };
    "/api/category-rules/{id}/apply/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply the rule to existing transactions, without those of rules before it
         * @description Apply the rule to existing transactions, without those of rules before it.
         */
        post: operations["category_rules_apply_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/category-rules/preview/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return what a rule would change, without saving it
         * @description Return what a rule would change, without saving it.
         */
        post: operations["category_rules_preview_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/celery-metrics/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Return each queue's demand and workers
         * @description Return each queue's demand and workers. On Kubernetes KEDA polls it.
         *
         *     The token is sent as `Authorization: Bearer`.
         */
        get: operations["celery_metrics_retrieve"];
        put?: never;
        /**
         * Run the sweep; called every minute by the Lambda function on AWS or the local fleet
         * @description Run the sweep; called every minute by the Lambda function on AWS or the local fleet.
         */
        post: operations["celery_metrics_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/changes/{id}/undo/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a change of categories, a merge or a deletion made in the last ten minutes
         * @description Undo a change of categories, a merge or a deletion made in the last ten minutes.
         *
         *     Transactions that were changed again since then are left as they are.
         */
        post: operations["changes_undo_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/client-errors/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log an error that occurred in a browser
         * @description Log an error that occurred in a browser.
         */
        post: operations["client_errors_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health-check/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report that the process is up
         * @description Report that the process is up. Uses no store, so that polling does not keep one active.
         */
        get: operations["health_check_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Return what the home page shows to all visitors
         * @description Return what the home page shows to all visitors.
         */
        get: operations["home_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/passkeys/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List passkeys */
        get: operations["passkeys_list"];
        put?: never;
        /**
         * Register a passkey with the authenticator's response to the options, and a name
         * @description Register a passkey with the authenticator's response to the options, and a name.
         */
        post: operations["passkeys_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/passkeys/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete passkeys */
        delete: operations["passkeys_destroy"];
        options?: never;
        head?: never;
        /** Update passkeys */
        patch: operations["passkeys_partial_update"];
        trace?: never;
    };
    "/api/passkeys/options/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create passkeys options */
        post: operations["passkeys_options_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password-resets/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request a mail with a reset link
         * @description Request a mail with a reset link. The response is the same without an account.
         */
        post: operations["password_resets_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password-resets/confirm/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password with the link in the mail
         * @description Set a new password with the link in the mail.
         */
        post: operations["password_resets_confirm_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ready/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report state and response time of database, Redis and migrations; 503 if one is not ready
         * @description Report state and response time of database, Redis and migrations; 503 if one is not ready.
         */
        get: operations["ready_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scaling/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Return the current queues, workers, decisions, tasks and costs
         * @description Return the current queues, workers, decisions, tasks and costs.
         *
         *     Visitors, who need no sign-in if SCALING_PUBLIC is on, see neither tasks nor costs.
         */
        get: operations["scaling_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scaling/dead-letters/{run}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry or discard a dead letter
         * @description Retry or discard a dead letter. Staff only.
         */
        post: operations["scaling_dead_letters_create"];
        /**
         * Retry or discard a dead letter
         * @description Retry or discard a dead letter. Staff only.
         */
        delete: operations["scaling_dead_letters_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scaling/demo-tasks/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enqueue a demo task of a chosen length
         * @description Enqueue a demo task of a chosen length.
         */
        post: operations["scaling_demo_tasks_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scaling/demo-tasks/{demo_id}/": {
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
         * Cancel one of your demo tasks
         * @description Cancel one of your demo tasks.
         */
        delete: operations["scaling_demo_tasks_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scaling/history/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Return each queue's samples of the last hours, one per change
         * @description Return each queue's samples of the last hours, one per change.
         */
        get: operations["scaling_history_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/second-factor/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get second factor */
        get: operations["second_factor_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/second-factor/recovery-codes/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create new recovery codes; the old ones stop working
         * @description Create new recovery codes; the old ones stop working.
         */
        post: operations["second_factor_recovery_codes_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/second-factor/totp/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return a secret for an authenticator app, which a first code enables
         * @description Return a secret for an authenticator app, which a first code enables.
         */
        post: operations["second_factor_totp_create"];
        /** Delete second factor totp */
        delete: operations["second_factor_totp_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/second-factor/totp/confirm/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create second factor totp confirm */
        post: operations["second_factor_totp_confirm_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/security-events/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List recent security events of the account
         * @description List recent security events of the account.
         */
        get: operations["security_events_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in and out of a browser
         * @description Sign in and out of a browser. API clients use the plain tokens instead.
         */
        post: operations["session_create"];
        /**
         * Sign in and out of a browser
         * @description Sign in and out of a browser. API clients use the plain tokens instead.
         */
        delete: operations["session_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/passkey/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with a passkey, which counts as two factors
         * @description Sign in with a passkey, which counts as two factors.
         */
        post: operations["session_passkey_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/passkey/options/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Base of views that use cookies: rejects requests from other sites
         * @description Base of views that use cookies: rejects requests from other sites.
         */
        post: operations["session_passkey_options_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/refresh/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return a new access token for the session in the cookie; 204 without a cookie
         * @description Return a new access token for the session in the cookie; 204 without a cookie.
         */
        post: operations["session_refresh_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/second-factor/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Complete a login with the second factor and the challenge of the first one
         * @description Complete a login with the second factor and the challenge of the first one.
         */
        post: operations["session_second_factor_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the live sessions of the account
         * @description List the live sessions of the account.
         */
        get: operations["sessions_list"];
        put?: never;
        post?: never;
        /**
         * Sign out everywhere, including this session
         * @description Sign out everywhere, including this session.
         */
        delete: operations["sessions_destroy_all"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete sessions */
        delete: operations["sessions_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/site/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Return the settings that the front end needs before sign-in
         * @description Return the settings that the front end needs before sign-in.
         */
        get: operations["site_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/social/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the providers that are configured
         * @description List the providers that are configured.
         */
        get: operations["social_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/social-accounts/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the linked accounts at providers
         * @description List the linked accounts at providers.
         */
        get: operations["social_accounts_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/social-accounts/{backend}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete social accounts */
        delete: operations["social_accounts_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/social/{backend}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish with the query of the provider's redirect: sign in, sign up, or link, as begun
         * @description Finish with the query of the provider's redirect: sign in, sign up, or link, as begun.
         */
        post: operations["social_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/social/{backend}/begin/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a login, or link with the signed-in account
         * @description Begin a login, or link with the signed-in account.
         */
        post: operations["social_begin_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/socket-tickets/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create socket tickets */
        post: operations["socket_tickets_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/spending/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Return the spending of a period in one currency
         * @description Return the spending of a period in one currency.
         */
        get: operations["spending_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/spending/recurring/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Return recurring charges such as subscriptions, the highest yearly cost first
         * @description Return recurring charges such as subscriptions, the highest yearly cost first.
         */
        get: operations["spending_recurring_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statements/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List statements */
        get: operations["statements_list"];
        put?: never;
        /** Create statements */
        post: operations["statements_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statements/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get statements */
        get: operations["statements_retrieve"];
        put?: never;
        post?: never;
        /**
         * Delete a statement and its transactions, which can be undone for ten minutes
         * @description Delete a statement and its transactions, which can be undone for ten minutes.
         */
        delete: operations["statements_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statements/{id}/account/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the account of the statement, and of others with its card number that have none
         * @description Set the account of the statement, and of others with its card number that have none.
         */
        put: operations["statements_account_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statements/{id}/cancel/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a queued or running import; a running one may take a second to stop
         * @description Cancel a queued or running import; a running one may take a second to stop.
         *
         *     Nothing is imported, and the file can be imported again.
         */
        post: operations["statements_cancel_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statements/{id}/choose/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer the questions about the file, or import it again with other settings
         * @description Answer the questions about the file, or import it again with other settings.
         */
        post: operations["statements_choose_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statements/{id}/file/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Return a temporary link to the original file
         * @description Return a temporary link to the original file.
         */
        get: operations["statements_file_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statements/{id}/refused/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Return the rejected rows in the order of the file
         * @description Return the rejected rows in the order of the file.
         */
        get: operations["statements_refused_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statements/{id}/refused/{line}/correct/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a rejected row with corrected values
         * @description Import a rejected row with corrected values.
         */
        post: operations["statements_refused_correct_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statements/sample/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import sample data into an account without statements
         * @description Import sample data into an account without statements. They are ordinary statements.
         */
        post: operations["statements_sample_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/token/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in for an access token, valid for minutes, and a refresh token
         * @description Sign in for an access token, valid for minutes, and a refresh token.
         */
        post: operations["token_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/token/refresh/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for the next pair
         * @description Exchange a refresh token for the next pair. Sending the old one again ends the session.
         */
        post: operations["token_refresh_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/token/revoke/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description Sign out. Responds 204 for any token. Source: RFC 7009.
         */
        post: operations["token_revoke_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/token/second-factor/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a second factor's challenge for an access token and a refresh token
         * @description Answer a second factor's challenge for an access token and a refresh token.
         */
        post: operations["token_second_factor_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/token/verify/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Respond 200 for an access or refresh token that is still valid
         * @description Respond 200 for an access or refresh token that is still valid.
         */
        post: operations["token_verify_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transactions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List transactions */
        get: operations["transactions_list"];
        put?: never;
        /**
         * Add a transaction that no statement has
         * @description Add a transaction that no statement has.
         */
        post: operations["transactions_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transactions/{id}/": {
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
         * Edit merchant, category or note, or leave it out of the spending
         * @description Edit merchant, category or note, or leave it out of the spending.
         */
        patch: operations["transactions_partial_update"];
        trace?: never;
    };
    "/api/transactions/categorise/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set the category of transactions, and propose a rule for future ones
         * @description Set the category of transactions, and propose a rule for future ones.
         */
        post: operations["transactions_categorise_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transactions/delete/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete transactions, which can be undone for ten minutes
         * @description Delete transactions, which can be undone for ten minutes.
         */
        post: operations["transactions_delete_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transactions/export/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export as CSV, for spreadsheets; it can be imported again
         * @description Export as CSV, for spreadsheets; it can be imported again.
         */
        get: operations["transactions_export_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transactions/export-json-lines/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export as JSON Lines: an object per line, with the columns of the CSV
         * @description Export as JSON Lines: an object per line, with the columns of the CSV.
         */
        get: operations["transactions_export_json_lines_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transactions/spelling/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Replace each word that no transaction contains by the most similar one
         * @description Replace each word that no transaction contains by the most similar one.
         */
        get: operations["transactions_spelling_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transactions/totals/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Return the number and total of matching transactions per currency
         * @description Return the number and total of matching transactions per currency.
         */
        get: operations["transactions_totals_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up
         * @description Sign up. The response is the same whether or not the email has an account.
         */
        post: operations["users_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/confirm/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create the account with the link of the mail, and sign in the browser that signed up
         * @description Create the account with the link of the mail, and sign in the browser that signed up.
         */
        post: operations["users_confirm_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/confirm-email/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the email address with the link in the mail to the new one
         * @description Change the email address with the link in the mail to the new one.
         */
        post: operations["users_confirm_email_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/keep-account/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel the deletion with the link of the mail, which works once, until the account is deleted
         * @description Cancel the deletion with the link of the mail, which works once, until the account is
         *     deleted.
         */
        post: operations["users_keep_account_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get users me */
        get: operations["users_me_retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Keep preferences with the account, for the user's other devices
         * @description Keep preferences with the account, for the user's other devices.
         */
        patch: operations["users_me_partial_update"];
        trace?: never;
    };
    "/api/users/me/confirmation/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reauthenticate, for actions that require a recent login
         * @description Reauthenticate, for actions that require a recent login.
         */
        post: operations["users_me_confirmation_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/deletion/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete the account and all its data after two weeks
         * @description Delete the account and all its data after two weeks. Other sessions end.
         */
        post: operations["users_me_deletion_create"];
        /**
         * Cancel the deletion
         * @description Cancel the deletion.
         */
        delete: operations["users_me_deletion_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/email/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request a change of email
         * @description Request a change of email. It takes effect with the link that is mailed to the new email.
         */
        post: operations["users_me_email_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/password/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the password
         * @description Change the password. Other sessions end; this one gets new tokens.
         */
        put: operations["users_me_password_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/undo-email/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a change of email with the link in the mail to the old one, valid for a week
         * @description Undo a change of email with the link in the mail to the old one, valid for a week. Ends every
         *     session and removes the password, which "Forgot your password?" resets.
         */
        post: operations["users_undo_email_create"];
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
        /** @description A transaction that no statement has; without a currency, in the owner's usual one. */
        AddRequest: {
            /** Format: date */
            date: string;
            description: string;
            /** Format: decimal */
            amount: string;
            currency?: string;
            /** @description Detected by the description if missing. */
            category?: string;
            note?: string;
        };
        /** @description Query of the provider's redirect: a state, and a code or an error. */
        AnswerRequest: {
            state: string;
            code?: string;
            error?: string;
        };
        Archive: {
            /** Format: uuid */
            readonly id: string;
            readonly status: components["schemas"]["ArchiveStatus"];
            /** @description Reason of a failure; empty otherwise. */
            readonly problem: string;
            readonly size: number;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly ready_at: string | null;
            /** Format: date-time */
            readonly expires_at: string | null;
            /** @description Return a signed URL that is valid for minutes and needs no login. */
            readonly url: string | null;
        };
        /**
         * @description * `queued` - Queued
         *     * `ready` - Ready
         *     * `failed` - Failed
         * @enum {string}
         */
        ArchiveStatus: "queued" | "ready" | "failed";
        AskedWord: {
            word: string;
            /** @description Number of rows with this word. */
            rows: number;
            examples: components["schemas"]["PreviewRow"][];
        };
        AssignmentRequest: {
            /**
             * Format: int64
             * @description Null for none.
             */
            account: number | null;
        };
        BankAccount: {
            readonly id: number;
            name: string;
            currency: string;
            /** @description Number of imported statements. */
            readonly files: number;
            /** @description Number of transactions imported from them. */
            readonly transactions: number;
            /** Format: date-time */
            readonly last_import: string | null;
            /**
             * Format: decimal
             * @description Latest balance, if a file had one.
             */
            readonly balance: string | null;
            readonly balance_currency: string | null;
            /** Format: date */
            readonly balance_date: string | null;
        };
        BankAccountRequest: {
            name: string;
            currency: string;
        };
        BeginRequest: {
            /**
             * @description Link with the signed-in account.
             * @default false
             */
            link: boolean;
        };
        Begun: {
            /**
             * Format: uri
             * @description URL of the provider to send the browser to.
             */
            url: string;
        };
        /** @enum {unknown} */
        BlankEnum: "";
        CashFlow: {
            /** @description Accounts that receive income, such as a salary; no cards. */
            accounts: string[];
            months: components["schemas"]["MonthFlow"][];
        };
        /** @description Transactions by their ids, or all that match a filter. */
        CategoriseRequest: {
            ids?: number[];
            /** @description All matching transactions, instead of ids. */
            filter?: components["schemas"]["ExactFilterRequest"];
            /** @description Empty to remove the category. */
            category: string;
        };
        Categorised: {
            changed: number;
            /** @description Id for `/api/changes/{id}/undo/`; null if nothing changed. */
            change: number | null;
            /** @description A rule for this merchant, if there is none. */
            proposal: components["schemas"]["Proposal"] | null;
        };
        Category: {
            /** @description What transactions and rules carry; it never changes. */
            key: string;
            /** @description Empty if the owner has not renamed it: clients translate the default categories, and show the key of others. */
            name: string;
            color: components["schemas"]["ColorEnum"];
            /** @description Neither offered nor detected any more. */
            archived: boolean;
            /** @description Number of transactions that count as spending. */
            count: number;
            /** @description This year's spending, by currency. */
            spent: components["schemas"]["Spent"][];
        };
        CategoryRule: {
            readonly id: number;
            text: string;
            match?: components["schemas"]["MatchEnum"];
            /**
             * Format: decimal
             * @description Included; spending is positive.
             */
            amount_min?: string | null;
            /** Format: decimal */
            amount_max?: string | null;
            category: string;
            /** Format: date-time */
            readonly created_at: string;
        };
        CategoryRuleRequest: {
            text: string;
            match?: components["schemas"]["MatchEnum"];
            /**
             * Format: decimal
             * @description Included; spending is positive.
             */
            amount_min?: string | null;
            /** Format: decimal */
            amount_max?: string | null;
            category: string;
            /**
             * Format: int64
             * @description Id of the rule that it takes precedence over; null for the last place. Without it a new rule comes first.
             */
            before?: number | null;
        };
        Ceremony: {
            readonly ceremony: string;
            readonly options: {
                [key: string]: unknown;
            };
        };
        ChallengeAnswerRequest: {
            code: string;
            challenge: string;
        };
        Changed: {
            changed: number;
            /** @description Id for `/api/changes/{id}/undo/`; null if nothing changed. */
            change: number | null;
        };
        /**
         * @description * `negative` - negative
         *     * `positive` - positive
         * @enum {string}
         */
        ChargeSignEnum: "negative" | "positive";
        Check: {
            state: string;
            /** Format: double */
            milliseconds: number;
        };
        Choices: {
            header: string[];
            rows: string[][];
            questions: components["schemas"]["Question"][];
        };
        /** @description Answers about a file; omitted fields do not change. */
        ChosenRequest: {
            format?: components["schemas"]["FormatEnum"] | components["schemas"]["BlankEnum"];
            encoding?: components["schemas"]["EncodingEnum"];
            currency?: string;
            date_order?: components["schemas"]["DateOrderEnum"];
            /** @description Year of the latest row, if the dates have none. */
            year?: number;
            decimal_separator?: components["schemas"]["DecimalSeparatorEnum"];
            charge_sign?: components["schemas"]["ChargeSignEnum"];
            marks?: {
                [key: string]: "charge" | "credit" | "left_out";
            };
            statuses?: {
                [key: string]: "booked" | "left_out";
            };
            date_column?: number;
            description_column?: number;
            /** @description The column of the amount, or those of debits and of credits. */
            amount_columns?: number[];
            amount_column?: number;
            debit_column?: number;
            credit_column?: number;
            indicator_column?: number;
            status_column?: number;
            similar_rows?: components["schemas"]["SimilarRowsEnum"];
            name?: string;
        };
        /**
         * @description * `browser` - Browser
         *     * `token` - Token
         *     * `graphql` - Graphql
         * @enum {string}
         */
        ClientEnum: "browser" | "token" | "graphql";
        ClientErrorRequest: {
            message: string;
            /** @default  */
            stack: string;
            path: string;
            release: string;
            /** @default  */
            failed_request: string;
        };
        /**
         * @description * `empty_file` - empty_file
         *     * `archive` - archive
         *     * `workbook_protected` - workbook_protected
         *     * `workbook_damaged` - workbook_damaged
         *     * `workbook_too_large` - workbook_too_large
         *     * `ofx_declaration` - ofx_declaration
         *     * `ofx_incomplete` - ofx_incomplete
         *     * `no_transactions` - no_transactions
         *     * `pdf` - pdf
         *     * `qif` - qif
         *     * `camt` - camt
         *     * `mt940` - mt940
         *     * `html_page` - html_page
         *     * `binary` - binary
         *     * `line_too_long` - line_too_long
         *     * `too_many_columns` - too_many_columns
         *     * `unknown_format` - unknown_format
         *     * `format_mismatch` - format_mismatch
         *     * `no_dates` - no_dates
         *     * `unreadable_dates` - unreadable_dates
         *     * `no_amounts` - no_amounts
         *     * `no_description` - no_description
         *     * `encoding_mismatch` - encoding_mismatch
         *     * `no_rows` - no_rows
         *     * `unclosed_quote` - unclosed_quote
         *     * `bad_quote` - bad_quote
         *     * `file_missing` - file_missing
         *     * `failed` - failed
         *     * `timed_out` - timed_out
         *     * `interrupted` - interrupted
         *     * `cancelled` - cancelled
         *     * `too_many_rows` - too_many_rows
         *     * `nothing_new` - nothing_new
         *     * `ambiguous_date` - ambiguous_date
         *     * `ambiguous_year` - ambiguous_year
         *     * `no_year` - no_year
         *     * `ambiguous_number` - ambiguous_number
         *     * `unknown_sign` - unknown_sign
         *     * `two_amounts` - two_amounts
         *     * `duplicate_column` - duplicate_column
         *     * `debit_or_credit` - debit_or_credit
         *     * `unknown_marks` - unknown_marks
         *     * `unknown_statuses` - unknown_statuses
         *     * `unknown_currency` - unknown_currency
         *     * `unknown_encoding` - unknown_encoding
         *     * `similar_rows` - similar_rows
         *     * `booking_date` - booking_date
         *     * `left_out` - left_out
         *     * `overlap` - overlap
         *     * `entered_rows` - entered_rows
         *     * `sheet` - sheet
         *     * `encoding` - encoding
         *     * `delimiter` - delimiter
         *     * `currency_assumed` - currency_assumed
         *     * `cell_cut` - cell_cut
         *     * `header_changed` - header_changed
         *     * `column_count` - column_count
         *     * `bad_date` - bad_date
         *     * `date_out_of_range` - date_out_of_range
         *     * `bad_amount` - bad_amount
         *     * `unknown_status` - unknown_status
         * @enum {string}
         */
        CodeEnum: "empty_file" | "archive" | "workbook_protected" | "workbook_damaged" | "workbook_too_large" | "ofx_declaration" | "ofx_incomplete" | "no_transactions" | "pdf" | "qif" | "camt" | "mt940" | "html_page" | "binary" | "line_too_long" | "too_many_columns" | "unknown_format" | "format_mismatch" | "no_dates" | "unreadable_dates" | "no_amounts" | "no_description" | "encoding_mismatch" | "no_rows" | "unclosed_quote" | "bad_quote" | "file_missing" | "failed" | "timed_out" | "interrupted" | "cancelled" | "too_many_rows" | "nothing_new" | "ambiguous_date" | "ambiguous_year" | "no_year" | "ambiguous_number" | "unknown_sign" | "two_amounts" | "duplicate_column" | "debit_or_credit" | "unknown_marks" | "unknown_statuses" | "unknown_currency" | "unknown_encoding" | "similar_rows" | "booking_date" | "left_out" | "overlap" | "entered_rows" | "sheet" | "encoding" | "delimiter" | "currency_assumed" | "cell_cut" | "header_changed" | "column_count" | "bad_date" | "date_out_of_range" | "bad_amount" | "unknown_status";
        CodeRequest: {
            code: string;
        };
        /**
         * @description * `red` - red
         *     * `orange` - orange
         *     * `amber` - amber
         *     * `olive` - olive
         *     * `lime` - lime
         *     * `green` - green
         *     * `teal` - teal
         *     * `cyan` - cyan
         *     * `sky` - sky
         *     * `blue` - blue
         *     * `indigo` - indigo
         *     * `violet` - violet
         *     * `magenta` - magenta
         *     * `pink` - pink
         *     * `brown` - brown
         *     * `gray` - gray
         * @enum {string}
         */
        ColorEnum: "red" | "orange" | "amber" | "olive" | "lime" | "green" | "teal" | "cyan" | "sky" | "blue" | "indigo" | "violet" | "magenta" | "pink" | "brown" | "gray";
        ComparedStep: {
            /** Format: date */
            start: string;
            /** Format: decimal */
            spend: string;
            count: number;
            /**
             * Format: decimal
             * @description Spending of the same step a year before; null before the first transaction.
             */
            year_before: string | null;
        };
        ConfirmEmail: {
            detail: string;
            code: string;
        };
        ConfirmSignUpRequest: {
            token: string;
            handle?: string;
        };
        /** @description Exactly one of password, code and passkey. */
        ConfirmationRequest: {
            password?: string;
            code?: string;
            ceremony?: string;
            credential?: {
                [key: string]: unknown;
            };
        };
        ConfirmedSignUp: {
            /** Format: email */
            email: string;
            /** @description Null in another browser than the one that signed up. */
            session: components["schemas"]["Session"] | null;
        };
        CorrectionRequest: {
            /** Format: date */
            date: string;
            description: string;
            /** Format: decimal */
            amount: string;
            currency?: string;
        };
        /** @description Cost of the last 24 hours, or since records began. */
        Cost: {
            /** Format: date-time */
            since: string;
            /** Format: double */
            worker_hours: number;
            /** Format: double */
            dollars: number;
            /** Format: double */
            always_on_dollars: number;
        };
        CurrencySpan: {
            currency: string;
            /** Format: date */
            first: string;
            /** Format: date */
            last: string;
            count: number;
        };
        /**
         * @description * `day_first` - day_first
         *     * `month_first` - month_first
         *     * `year_first` - year_first
         * @enum {string}
         */
        DateOrderEnum: "day_first" | "month_first" | "year_first";
        DeadLetter: {
            run: string;
            task: string;
            queue: string;
            arguments: string;
            /** Format: date-time */
            buried: string;
        };
        /**
         * @description * `point` - point
         *     * `comma` - comma
         * @enum {string}
         */
        DecimalSeparatorEnum: "point" | "comma";
        Decision: {
            /** Format: date-time */
            at: string;
            reason: components["schemas"]["ReasonEnum"];
            queue: string;
            demand: number;
            before: number;
            after: number;
        };
        Deletion: {
            /** Format: date-time */
            readonly due_at: string;
        };
        Demo: {
            id: string;
            queue: string;
            seconds: number;
            state: components["schemas"]["StateEnum"];
            /** Format: double */
            fraction: number;
            attempts: number;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            ended: string | null;
        };
        DemoRequestRequest: {
            seconds: number;
        };
        DemoSignIn: {
            /** Format: email */
            email: string;
            password: string;
        };
        Detail: {
            readonly detail: string;
        };
        Email: {
            /** Format: email */
            email: string;
        };
        EmailRequest: {
            /** Format: email */
            email: string;
        };
        /**
         * @description * `utf-8` - utf-8
         *     * `utf-16-le` - utf-16-le
         *     * `utf-16-be` - utf-16-be
         *     * `cp1252` - cp1252
         *     * `cp1250` - cp1250
         *     * `cp1251` - cp1251
         *     * `cp1253` - cp1253
         *     * `cp1254` - cp1254
         *     * `cp1255` - cp1255
         *     * `cp1256` - cp1256
         *     * `cp1257` - cp1257
         *     * `cp874` - cp874
         *     * `iso8859-2` - iso8859-2
         *     * `iso8859-15` - iso8859-15
         *     * `koi8-r` - koi8-r
         *     * `cp850` - cp850
         *     * `cp852` - cp852
         *     * `cp866` - cp866
         *     * `mac-roman` - mac-roman
         *     * `cp932` - cp932
         *     * `gb18030` - gb18030
         *     * `big5` - big5
         *     * `euc-kr` - euc-kr
         * @enum {string}
         */
        EncodingEnum: "utf-8" | "utf-16-le" | "utf-16-be" | "cp1252" | "cp1250" | "cp1251" | "cp1253" | "cp1254" | "cp1255" | "cp1256" | "cp1257" | "cp874" | "iso8859-2" | "iso8859-15" | "koi8-r" | "cp850" | "cp852" | "cp866" | "mac-roman" | "cp932" | "gb18030" | "big5" | "euc-kr";
        Enrolment: {
            readonly secret: string;
            readonly uri: string;
        };
        /**
         * @description * `week` - week
         *     * `two_weeks` - two_weeks
         *     * `month` - month
         *     * `quarter` - quarter
         *     * `half_year` - half_year
         *     * `year` - year
         * @enum {string}
         */
        EveryEnum: "week" | "two_weeks" | "month" | "quarter" | "half_year" | "year";
        /** @description Rejects unknown filters, which would change more transactions than intended. */
        ExactFilterRequest: {
            /** Format: date */
            date_from?: string;
            /** Format: date */
            date_to?: string;
            /** Format: decimal */
            amount_min?: string;
            /** Format: decimal */
            amount_max?: string;
            /** @description Any of these; an empty value means uncategorized. */
            category?: string[];
            merchant?: string;
            card?: string;
            kind?: components["schemas"]["TransactionKind"];
            currency?: string;
            /** @description Words that must all occur in the merchant or description. */
            text?: string;
            /** Format: uuid */
            statement?: string;
            /** Format: int64 */
            account?: number;
        };
        FileLink: {
            /** @description Downloads the original file under its own name. */
            url: string;
            /**
             * Format: date-time
             * @description Request a new link after this time.
             */
            expires_at: string;
        };
        /**
         * @description * `aib_ie` - aib_ie
         *     * `alipay` - alipay
         *     * `amex_us_basic` - amex_us_basic
         *     * `amex_us_extended` - amex_us_extended
         *     * `amex_us_members` - amex_us_members
         *     * `apple_card` - apple_card
         *     * `bank_norwegian` - bank_norwegian
         *     * `barclaycard_uk` - barclaycard_uk
         *     * `barclays_us` - barclays_us
         *     * `bofa_credit` - bofa_credit
         *     * `boursorama_fr` - boursorama_fr
         *     * `c24_de` - c24_de
         *     * `capital_one` - capital_one
         *     * `chase_credit` - chase_credit
         *     * `chase_credit_2017` - chase_credit_2017
         *     * `cibc` - cibc
         *     * `citi_us` - citi_us
         *     * `comdirect_visa` - comdirect_visa
         *     * `commbank_au` - commbank_au
         *     * `consolidated` - consolidated
         *     * `danske_dk` - danske_dk
         *     * `discover` - discover
         *     * `dkb_credit_v1` - dkb_credit_v1
         *     * `dkb_credit_v2` - dkb_credit_v2
         *     * `hdfc_credit_in` - hdfc_credit_in
         *     * `icici_credit_in` - icici_credit_in
         *     * `ing_de` - ing_de
         *     * `john_lewis_hsbc_uk` - john_lewis_hsbc_uk
         *     * `john_lewis_newday_uk` - john_lewis_newday_uk
         *     * `kbc_credit_be` - kbc_credit_be
         *     * `mbank_pl` - mbank_pl
         *     * `monzo` - monzo
         *     * `nab_au` - nab_au
         *     * `navy_federal` - navy_federal
         *     * `neon_ch` - neon_ch
         *     * `ocbc_sg_credit` - ocbc_sg_credit
         *     * `paypal` - paypal
         *     * `paypay_card_jp` - paypay_card_jp
         *     * `pc_financial_mastercard` - pc_financial_mastercard
         *     * `rbc` - rbc
         *     * `revolut` - revolut
         *     * `scb_sg_credit` - scb_sg_credit
         *     * `scotiabank_credit` - scotiabank_credit
         *     * `smbc_vpass_jp` - smbc_vpass_jp
         *     * `sparkasse_card_de` - sparkasse_card_de
         *     * `sumup` - sumup
         *     * `swedbank_lv` - swedbank_lv
         *     * `swedbank_se` - swedbank_se
         *     * `swisscard_ch` - swisscard_ch
         *     * `td_canada` - td_canada
         *     * `tsys_td_bank_us` - tsys_td_bank_us
         *     * `wechat_pay` - wechat_pay
         *     * `wells_fargo` - wells_fargo
         *     * `wise_transfers` - wise_transfers
         * @enum {string}
         */
        FormatEnum: "aib_ie" | "alipay" | "amex_us_basic" | "amex_us_extended" | "amex_us_members" | "apple_card" | "bank_norwegian" | "barclaycard_uk" | "barclays_us" | "bofa_credit" | "boursorama_fr" | "c24_de" | "capital_one" | "chase_credit" | "chase_credit_2017" | "cibc" | "citi_us" | "comdirect_visa" | "commbank_au" | "consolidated" | "danske_dk" | "discover" | "dkb_credit_v1" | "dkb_credit_v2" | "hdfc_credit_in" | "icici_credit_in" | "ing_de" | "john_lewis_hsbc_uk" | "john_lewis_newday_uk" | "kbc_credit_be" | "mbank_pl" | "monzo" | "nab_au" | "navy_federal" | "neon_ch" | "ocbc_sg_credit" | "paypal" | "paypay_card_jp" | "pc_financial_mastercard" | "rbc" | "revolut" | "scb_sg_credit" | "scotiabank_credit" | "smbc_vpass_jp" | "sparkasse_card_de" | "sumup" | "swedbank_lv" | "swedbank_se" | "swisscard_ch" | "td_canada" | "tsys_td_bank_us" | "wechat_pay" | "wells_fargo" | "wise_transfers";
        Granted: components["schemas"]["Session"] | components["schemas"]["Tokens"];
        Health: {
            state: string;
        };
        History: {
            queue: string;
            samples: components["schemas"]["Sample"][];
        };
        Home: {
            spending: components["schemas"]["HomeSpending"] | null;
            links: components["schemas"]["HomeLink"][];
            queues: components["schemas"]["PublicQueue"][] | null;
            operator: components["schemas"]["DemoSignIn"] | null;
            has_graphiql: boolean;
        };
        HomeLink: {
            id: number;
            title: string;
            /** @description Empty for a text post. */
            url: string;
            site: string;
            score: number;
            comment_count: number;
            /** Format: date-time */
            created_at: string;
            username: string | null;
        };
        /** @description The demo's spending by month, in its most used currency. */
        HomeSpending: {
            currency: string;
            /** Format: decimal */
            spend: string;
            count: number;
            months: components["schemas"]["Step"][];
        };
        /**
         * @description * `en` - English
         *     * `ar` - العربيّة
         *     * `de` - Deutsch
         *     * `es` - español
         * @enum {string}
         */
        LanguageEnum: "en" | "ar" | "de" | "es";
        LatestMonth: {
            month: string;
            /** Format: decimal */
            spend: string;
            /** @description Current day of the month; null if the month is over. */
            through: number | null;
            /** Format: decimal */
            average: string | null;
            /** Format: decimal */
            average_through: string | null;
            /** @description Number of months in the averages. */
            months: number;
        };
        LinkRequest: {
            token: string;
        };
        Linked: {
            /** @description Name of the provider. */
            linked: string;
        };
        /**
         * @description * `contains` - Contains
         *     * `starts_with` - Starts With
         *     * `is` - Is
         * @enum {string}
         */
        MatchEnum: "contains" | "starts_with" | "is";
        MergeRequest: {
            key: string;
            /** @description Key of the category that gets all transactions and rules. */
            into: string;
        };
        Merged: {
            changed: number;
            /** @description Id for `/api/changes/{id}/undo/`. */
            change: number;
        };
        MetricsRequestRequest: {
            celery_metrics_token: string;
        };
        MonthFlow: {
            month: string;
            /**
             * Format: decimal
             * @description Payments to the accounts.
             */
            money_in: string;
            /**
             * Format: decimal
             * @description Spending of all accounts and cards.
             */
            money_out: string;
        };
        NewCategoryRequest: {
            name: string;
            color?: components["schemas"]["ColorEnum"];
        };
        NewPasskeyRequest: {
            ceremony: string;
            credential: {
                [key: string]: unknown;
            };
            name: string;
        };
        NewPasswordRequest: {
            password: string;
        };
        OpenSession: {
            /** Format: uuid */
            readonly id: string;
            readonly device: string;
            readonly address: string | null;
            readonly client: components["schemas"]["ClientEnum"];
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly last_used_at: string;
            readonly current: boolean;
        };
        Option: {
            value: string | number | number[] | {
                [key: string]: string;
            };
            label: string;
            preview: components["schemas"]["PreviewRow"][];
        };
        PaginatedCategoryRuleList: {
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?cursor=cD00ODY%3D"
             */
            next?: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?cursor=cj0xJnA9NDg3
             */
            previous?: string | null;
            results: components["schemas"]["CategoryRule"][];
        };
        PaginatedRefusedRowList: {
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?cursor=cD00ODY%3D"
             */
            next?: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?cursor=cj0xJnA9NDg3
             */
            previous?: string | null;
            results: components["schemas"]["RefusedRow"][];
        };
        PaginatedSecurityEventList: {
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?cursor=cD00ODY%3D"
             */
            next?: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?cursor=cj0xJnA9NDg3
             */
            previous?: string | null;
            results: components["schemas"]["SecurityEvent"][];
        };
        PaginatedStatementList: {
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?cursor=cD00ODY%3D"
             */
            next?: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?cursor=cj0xJnA9NDg3
             */
            previous?: string | null;
            results: components["schemas"]["Statement"][];
        };
        PaginatedTransactionList: {
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?cursor=cD00ODY%3D"
             */
            next?: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?cursor=cj0xJnA9NDg3
             */
            previous?: string | null;
            results: components["schemas"]["Transaction"][];
        };
        Part: {
            /** @description Category, merchant, card or id of the account. */
            key: string;
            /** Format: decimal */
            spend: string;
            count: number;
        };
        Passkey: {
            /** Format: uuid */
            readonly id: string;
            name: string;
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly last_used_at: string | null;
        };
        PasskeyAnswerRequest: {
            ceremony: string;
            credential: {
                [key: string]: unknown;
            };
        };
        PatchedBankAccountRequest: {
            name?: string;
            currency?: string;
        };
        /** @description Changes of the category with this key; omitted fields do not change. */
        PatchedCategoryEditRequest: {
            key?: string;
            /** @description Empty for the original name. */
            name?: string;
            color?: components["schemas"]["ColorEnum"];
            archived?: boolean;
        };
        PatchedCategoryRuleRequest: {
            text?: string;
            match?: components["schemas"]["MatchEnum"];
            /**
             * Format: decimal
             * @description Included; spending is positive.
             */
            amount_min?: string | null;
            /** Format: decimal */
            amount_max?: string | null;
            category?: string;
            /**
             * Format: int64
             * @description Id of the rule that it takes precedence over; null for the last place. Without it a new rule comes first.
             */
            before?: number | null;
        };
        /** @description Changes of a transaction; its date and amount are the bank's. */
        PatchedEditRequest: {
            merchant?: string;
            category?: string;
            note?: string;
            /** @description Whether it is left out of the spending. */
            excluded?: boolean;
        };
        PatchedPasskeyRequest: {
            name?: string;
        };
        PatchedPreferencesRequest: {
            language?: components["schemas"]["LanguageEnum"];
            theme?: components["schemas"]["ThemeEnum"] | components["schemas"]["BlankEnum"];
            currency?: string;
            region?: string;
        };
        /** @description Conditions of a rule that is being entered; `rule` is its id if it is stored. */
        PreviewRequest: {
            text: string;
            match?: components["schemas"]["MatchEnum"];
            /**
             * Format: decimal
             * @description Included; spending is positive.
             */
            amount_min?: string | null;
            /** Format: decimal */
            amount_max?: string | null;
            category?: string;
            /** Format: int64 */
            rule?: number;
        };
        PreviewRow: {
            date: string;
            description: string;
            amount: string;
            currency: string;
        };
        Previewed: {
            /** @description Number of transactions that match. */
            matching: number;
            /** @description Number of those that would get another category; null without a category. */
            changing: number | null;
            /** @description The newest of those that would change, or that match. */
            examples: components["schemas"]["Transaction"][];
        };
        Proposal: {
            text: string;
            category: string;
            /** @description Number of other transactions that the rule would change. */
            others: number;
        };
        Provider: {
            backend: string;
            name: string;
        };
        /** @description Queue and workers without costs, for visitors. */
        PublicQueue: {
            name: string;
            minimum: number;
            maximum: number;
            backlog: number;
            starting: number;
            busy: number;
            readonly idle: number;
        };
        Question: {
            /** @description Where the value of an option is sent. */
            field: string;
            code: components["schemas"]["CodeEnum"];
            readonly message: string;
            options: components["schemas"]["Option"][];
            /** @description Words whose meaning is asked. */
            words: components["schemas"]["AskedWord"][];
            meanings: string[];
        };
        Queue: {
            name: string;
            minimum: number;
            maximum: number;
            concurrency: number;
            queued: number;
            held: number;
            /** Format: double */
            oldest_seconds: number;
            wanted: number;
            starting: number;
            busy: number;
            readonly idle: number;
            cost: components["schemas"]["Cost"] | null;
        };
        Readable: {
            date?: string;
            description?: string;
            amount?: string;
            currency?: string;
        };
        Readiness: {
            database: components["schemas"]["Check"];
            redis: components["schemas"]["Check"];
            migrations: components["schemas"]["Check"];
        };
        Reason: {
            code: components["schemas"]["CodeEnum"];
            message: string;
        };
        /**
         * @description * `woken` - woken
         *     * `repaired` - repaired
         *     * `scaled_out` - scaled_out
         *     * `scaled_in` - scaled_in
         *     * `requeued` - requeued
         * @enum {string}
         */
        ReasonEnum: "woken" | "repaired" | "scaled_out" | "scaled_in" | "requeued";
        RecoveryCodes: {
            readonly recovery_codes: string[];
        };
        Recurring: {
            merchant: string;
            category: string;
            card: string;
            every: components["schemas"]["EveryEnum"];
            /** Format: decimal */
            amount: string;
            /** Format: decimal */
            yearly: string;
            /** Format: date */
            first: string;
            /** Format: date */
            last: string;
            count: number;
            /** Format: date */
            next: string | null;
        };
        RefreshRequest: {
            refresh: string;
        };
        RefusedRow: {
            line: number;
            code: components["schemas"]["CodeEnum"];
            message: string;
            cells: string[];
            /** @description Values that could be read. */
            readable: components["schemas"]["Readable"];
        };
        ResetRequest: {
            uid: string;
            token: string;
            password: string;
        };
        RunningTask: {
            task_id: string;
            task: string;
            queue: string;
            readonly worker: string;
            /** Format: date-time */
            started: string;
        };
        Sample: {
            /** Format: date-time */
            at: string;
            demand: number;
            wanted: number;
            starting: number;
            busy: number;
            idle: number;
        };
        Scaling: {
            /** @description False for visitors, who see neither tasks nor costs. */
            can_operate: boolean;
            queues: components["schemas"]["Queue"][];
            /** Format: date-time */
            swept: string | null;
            decisions: components["schemas"]["Decision"][];
            running: components["schemas"]["RunningTask"][];
            demos: components["schemas"]["Demo"][];
            demo_queue?: string;
            dead_letters: components["schemas"]["DeadLetter"][];
        };
        SecondFactor: {
            readonly totp: boolean;
            readonly recovery_codes_left: number;
        };
        SecurityEvent: {
            readonly id: number;
            readonly kind: components["schemas"]["SecurityEventKindEnum"];
            /** Format: date-time */
            readonly created_at: string;
            readonly address: string | null;
            readonly device: string;
        };
        /**
         * @description * `signed_up` - Signed Up
         *     * `signed_in` - Signed In
         *     * `sign_in_failed` - Sign In Failed
         *     * `sign_in_blocked` - Sign In Blocked
         *     * `signed_out` - Signed Out
         *     * `session_ended` - Session Ended
         *     * `all_sessions_ended` - All Sessions Ended
         *     * `token_replayed` - Token Replayed
         *     * `password_changed` - Password Changed
         *     * `password_reset_asked` - Password Reset Asked
         *     * `password_reset` - Password Reset
         *     * `email_change_asked` - Email Change Asked
         *     * `email_changed` - Email Changed
         *     * `email_change_undone` - Email Change Undone
         *     * `second_factor_added` - Second Factor Added
         *     * `second_factor_approved` - Second Factor Approved
         *     * `second_factor_failed` - Second Factor Failed
         *     * `second_factor_removed` - Second Factor Removed
         *     * `recovery_code_used` - Recovery Code Used
         *     * `recovery_codes_renewed` - Recovery Codes Renewed
         *     * `passkey_added` - Passkey Added
         *     * `passkey_removed` - Passkey Removed
         *     * `social_linked` - Social Linked
         *     * `social_unlinked` - Social Unlinked
         *     * `activated` - Activated
         *     * `deactivated` - Deactivated
         *     * `rights_changed` - Rights Changed
         *     * `admin_entered` - Admin Entered
         *     * `archive_asked` - Archive Asked
         *     * `deletion_asked` - Deletion Asked
         *     * `deletion_cancelled` - Deletion Cancelled
         *     * `account_deleted` - Account Deleted
         * @enum {string}
         */
        SecurityEventKindEnum: "signed_up" | "signed_in" | "sign_in_failed" | "sign_in_blocked" | "signed_out" | "session_ended" | "all_sessions_ended" | "token_replayed" | "password_changed" | "password_reset_asked" | "password_reset" | "email_change_asked" | "email_changed" | "email_change_undone" | "second_factor_added" | "second_factor_approved" | "second_factor_failed" | "second_factor_removed" | "recovery_code_used" | "recovery_codes_renewed" | "passkey_added" | "passkey_removed" | "social_linked" | "social_unlinked" | "activated" | "deactivated" | "rights_changed" | "admin_entered" | "archive_asked" | "deletion_asked" | "deletion_cancelled" | "account_deleted";
        /** @description Transactions by their ids, or all that match a filter. */
        SelectionRequest: {
            ids?: number[];
            /** @description All matching transactions, instead of ids. */
            filter?: components["schemas"]["ExactFilterRequest"];
        };
        Session: {
            readonly access: string;
            readonly user: components["schemas"]["User"];
        };
        /** @description Email, in any case, and password. */
        SignInRequest: {
            /** Format: email */
            email: string;
            password: string;
        };
        SignUpRequest: {
            /** Format: email */
            email: string;
            handle: string;
            password: string;
        };
        /**
         * @description * `leave_out` - leave_out
         *     * `import` - import
         * @enum {string}
         */
        SimilarRowsEnum: "leave_out" | "import";
        Site: {
            banner: string;
            upload_limit_bytes: number;
            demo: components["schemas"]["DemoSignIn"] | null;
            scaling_open: boolean;
            scaling_public: boolean;
            mailbox: boolean;
        };
        SocialAccount: {
            backend: string;
            readonly name: string;
            /** Format: date-time */
            created_at: string;
        };
        SocialEntrance: components["schemas"]["Session"] | components["schemas"]["Linked"];
        Spelling: {
            /** @description With similar words of the transactions; unchanged if there are none. */
            text: string;
        };
        Spending: {
            currency: string;
            currencies: components["schemas"]["CurrencySpan"][];
            first_month: string | null;
            last_month: string | null;
            step: components["schemas"]["StepEnum"];
            /** Format: decimal */
            spend: string;
            count: number;
            over_time: components["schemas"]["ComparedStep"][];
            /** @description The steps by category, the largest first; only of months. */
            stacks: components["schemas"]["Stack"][];
            /** @description Null without an account that receives income. */
            cash_flow: components["schemas"]["CashFlow"] | null;
            by_category: components["schemas"]["Part"][];
            /** @description The largest ones. */
            by_merchant: components["schemas"]["Part"][];
            /** @description Total number of merchants. */
            merchants: number;
            by_card: components["schemas"]["Part"][];
            /** @description Empty if no transaction has one; the last key is empty for the rest. */
            by_account: components["schemas"]["Part"][];
            latest_month: components["schemas"]["LatestMonth"] | null;
        };
        Spent: {
            currency: string;
            /** Format: decimal */
            spend: string;
        };
        Stack: {
            /** @description Category; null for all but the largest ones together. */
            key: string | null;
            /** @description One amount for each step. */
            spend: string[];
            count: number[];
        };
        /**
         * @description * `waiting` - waiting
         *     * `running` - running
         *     * `ended` - ended
         *     * `cancelled` - cancelled
         * @enum {string}
         */
        StateEnum: "waiting" | "running" | "ended" | "cancelled";
        Statement: {
            /** Format: uuid */
            readonly id: string;
            readonly filename: string;
            readonly account: number | null;
            readonly size: number;
            readonly status: components["schemas"]["StatementStatus"];
            readonly format: string;
            readonly format_name: string;
            readonly rows_imported: number;
            readonly rows_refused: number;
            readonly rows_duplicate: number;
            readonly rows_skipped: number;
            readonly problem: components["schemas"]["Reason"] | null;
            readonly notes: components["schemas"]["Reason"][];
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly finished_at: string | null;
        };
        StatementDetail: {
            /** Format: uuid */
            readonly id: string;
            readonly filename: string;
            readonly account: number | null;
            readonly size: number;
            readonly status: components["schemas"]["StatementStatus"];
            readonly format: string;
            readonly format_name: string;
            readonly rows_imported: number;
            readonly rows_refused: number;
            readonly rows_duplicate: number;
            readonly rows_skipped: number;
            readonly problem: components["schemas"]["Reason"] | null;
            readonly notes: components["schemas"]["Reason"][];
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly finished_at: string | null;
            readonly header: string[];
            /** @description Cards of its transactions. */
            readonly cards: string[];
            currency?: string;
            readonly answers: {
                [key: string]: unknown;
            };
            readonly choices: components["schemas"]["Choices"] | null;
            readonly errors: components["schemas"]["RefusedRow"][];
        };
        /**
         * @description * `queued` - Queued
         *     * `processing` - Processing
         *     * `needs_choice` - Needs Choice
         *     * `imported` - Imported
         *     * `rejected` - Rejected
         * @enum {string}
         */
        StatementStatus: "queued" | "processing" | "needs_choice" | "imported" | "rejected";
        Step: {
            /** Format: date */
            start: string;
            /** Format: decimal */
            spend: string;
            count: number;
        };
        /**
         * @description * `day` - day
         *     * `week` - week
         *     * `month` - month
         * @enum {string}
         */
        StepEnum: "day" | "week" | "month";
        StoredCategory: {
            key: string;
            name: string;
            archived: boolean;
        };
        /**
         * @description * `light` - Light
         *     * `dark` - Dark
         *     * `system` - System
         * @enum {string}
         */
        ThemeEnum: "light" | "dark" | "system";
        Ticket: {
            readonly ticket: string;
            /** @description Seconds. */
            readonly expires_in: number;
        };
        TokenVerifyRequest: {
            token: string;
        };
        Tokens: {
            readonly access: string;
            readonly refresh: string;
        };
        Total: {
            currency: string;
            count: number;
            /**
             * Format: decimal
             * @description Without payments of the card's bill.
             */
            spend: string;
        };
        Transaction: {
            readonly id: number;
            /** Format: uuid */
            readonly statement: string | null;
            readonly line: number;
            /** Format: date */
            readonly date: string;
            readonly description: string;
            readonly merchant: string;
            readonly category: string;
            readonly kind: components["schemas"]["TransactionKind"];
            /** Format: decimal */
            readonly amount: string;
            readonly currency: string;
            readonly card: string;
            readonly note: string;
            readonly excluded: boolean;
        };
        /**
         * @description * `purchase` - Purchase
         *     * `payment` - Payment
         *     * `refund` - Refund
         *     * `fee` - Fee
         * @enum {string}
         */
        TransactionKind: "purchase" | "payment" | "refund" | "fee";
        Undone: {
            changed: number;
        };
        UploadRequest: {
            /** Format: binary */
            file: string;
            currency?: string;
            format?: components["schemas"]["FormatEnum"] | components["schemas"]["BlankEnum"];
            date_order?: components["schemas"]["DateOrderEnum"] | components["schemas"]["BlankEnum"];
        };
        User: {
            readonly id: number;
            /** Format: email */
            readonly email: string;
            readonly handle: string;
            /**
             * Staff status
             * @description Designates whether the user can log into this admin site.
             */
            readonly is_staff: boolean;
            has_password: boolean;
            second_factor: boolean;
            /** Format: date-time */
            readonly deletion_due_at: string | null;
            readonly language: string;
            theme: string;
            readonly currency: string;
            readonly region: string;
        };
        /** @description Problem details, RFC 9457. */
        Problem: {
            type: string;
            title: string;
            detail: string;
            code: string;
            request_id: string;
            status: number;
            errors?: {
                field: string;
                code: string;
                message: string;
            }[];
        };
    };
    responses: {
        /** @description Invalid input; `errors` names the fields and the reasons. */
        BadRequest: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The access token is missing, invalid or expired. */
        Unauthorized: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                "WWW-Authenticate": string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The user may not do this. */
        Forbidden: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It does not exist, or belongs to another user. */
        NotFound: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No media type in the Accept header is available. */
        NotAcceptable: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is too large. */
        ContentTooLarge: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The media type of the body is not supported. */
        UnsupportedMediaType: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unexpected error on the server. */
        ServerError: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Id of the request in the logs. */
        "X-Request-ID": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    admin_session_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            /**
             * @description The user may not do this.
             *
             *     `second_factor_needed`: The admin requires a sign-in with a second factor. Add an authenticator app or a passkey to your account, and sign in with it.
             *
             *     `second_factor_unapproved`: Your second factor is not approved for the admin yet. Ask a superuser to approve it.
             */
            403: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    admin_session_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    archives_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Archive"][];
                };
            };
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    archives_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Archive"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            /** @description `archive_queued`: An export is already in progress. It takes a few minutes. */
            409: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    archives_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Archive"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    archives_cancel_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Archive"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            /** @description `store_unavailable`: The service is temporarily unavailable. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    bank_accounts_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BankAccount"][];
                };
            };
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    bank_accounts_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BankAccountRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BankAccount"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    bank_accounts_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    bank_accounts_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedBankAccountRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BankAccount"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    bank_accounts_restore_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BankAccount"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    categories_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"][];
                };
            };
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    categories_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCategoryRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredCategory"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    categories_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedCategoryEditRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredCategory"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    categories_merge_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merged"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    category_rules_list: {
        parameters: {
            query?: {
                /** @description The pagination cursor value. */
                cursor?: string;
                /** @description Number of results to return per page. */
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedCategoryRuleList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    category_rules_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryRuleRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryRule"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    category_rules_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    category_rules_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedCategoryRuleRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryRule"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    category_rules_apply_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    category_rules_preview_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Previewed"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    celery_metrics_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description `wrong_token`: This token is invalid. */
            401: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    celery_metrics_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MetricsRequestRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description `wrong_token`: This token is invalid. */
            401: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    changes_undo_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Undone"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    client_errors_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClientErrorRequest"];
            };
        };
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    health_check_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    home_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Home"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    passkeys_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Passkey"][];
                };
            };
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    passkeys_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPasskeyRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Passkey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    passkeys_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            /** @description `last_way_in`: This is your only way to sign in. Set a password or add a passkey first. */
            409: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    passkeys_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedPasskeyRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Passkey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    passkeys_options_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ceremony"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    password_resets_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    password_resets_confirm_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetRequest"];
            };
        };
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Invalid input; `errors` names the fields and the reasons.
             *
             *     `link_spent`: This link has expired or was already used. Request a new one.
             */
            400: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    ready_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            503: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    scaling_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scaling"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    scaling_dead_letters_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    scaling_dead_letters_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    scaling_demo_tasks_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DemoRequestRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Demo"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            /** @description `too_many`: You have five unfinished tasks. Cancel one or wait until it is completed. */
            409: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    scaling_demo_tasks_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                demo_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    scaling_history_list: {
        parameters: {
            query?: {
                hours?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    second_factor_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactor"];
                };
            };
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    second_factor_recovery_codes_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    second_factor_totp_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrolment"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            /** @description `totp_present`: An authenticator app is already set up. Remove it first. */
            409: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    second_factor_totp_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    second_factor_totp_confirm_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    security_events_list: {
        parameters: {
            query?: {
                /** @description The pagination cursor value. */
                cursor?: string;
                /** @description Number of results to return per page. */
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedSecurityEventList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    session_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["BadRequest"];
            /**
             * @description `no_active_account`: Wrong email or password.
             *
             *     `second_factor_required`: Enter the 6-digit code of your authenticator app.
             */
            401: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    session_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    session_passkey_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasskeyAnswerRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["BadRequest"];
            /**
             * @description `passkey_unknown`: This passkey is not registered here.
             *
             *     `ceremony_expired`: The request has expired. Use the passkey again.
             */
            401: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    session_passkey_options_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ceremony"];
                };
            };
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    session_refresh_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random. The same request with the same key gets the same response again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            /**
             * @description `not_signed_in`: You are not signed in.
             *
             *     `session_replayed`: Your session was ended because an old refresh token was reused. Sign in again, and change your password if you don't know why.
             */
            401: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    session_second_factor_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChallengeAnswerRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["BadRequest"];
            /**
             * @description `code_wrong`: Invalid or used code. Wait for the next one.
             *
             *     `challenge_expired`: The sign-in has expired. Sign in again.
             */
            401: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    sessions_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenSession"][];
                };
            };
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    sessions_destroy_all: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    sessions_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    site_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    social_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"][];
                };
            };
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    social_accounts_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialAccount"][];
                };
            };
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    social_accounts_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                backend: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            /** @description `last_way_in`: This is your only way to sign in. Set a password or add a passkey first. */
            409: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    social_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                backend: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialEntrance"];
                };
            };
            202: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmEmail"];
                };
            };
            /**
             * @description Invalid input; `errors` names the fields and the reasons.
             *
             *     `social_denied`: You cancelled at %(provider)s. Nothing has changed.
             *
             *     `social_state`: This sign-in with %(provider)s has expired or was started in another browser. Start again.
             *
             *     `social_code`: %(provider)s rejected the sign-in code. Start again.
             *
             *     `social_email_missing`: %(provider)s did not share your email. Add one there or allow access to it and start again, or sign up with email and password.
             */
            400: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second_factor_required`: Enter the 6-digit code of your authenticator app. */
            401: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `user_inactive`: Your account has been deactivated. */
            403: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            /**
             * @description `social_email_unverified_exists`: An account with this email already exists, and %(provider)s has not verified that it is yours. Sign in to that account and link %(provider)s there.
             *
             *     `social_linked_elsewhere`: This %(provider)s account is linked to another user.
             *
             *     `social_already_linked`: Another %(provider)s account is already linked. Remove it first.
             */
            409: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `social_unreachable`: %(provider)s is not responding properly. Try again in a moment or sign in another way. */
            502: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    social_begin_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                backend: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["BeginRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Begun"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            /** @description `sign_in_again`: Please sign in again to continue. */
            403: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    socket_tickets_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    spending_retrieve: {
        parameters: {
            query?: {
                currency?: string;
                first_month?: string;
                last_month?: string;
                /**
                 * @description * `day` - day
                 *     * `week` - week
                 *     * `month` - month
                 */
                step?: "day" | "week" | "month";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Spending"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    spending_recurring_list: {
        parameters: {
            query?: {
                currency?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recurring"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    statements_list: {
        parameters: {
            query?: {
                /** @description The pagination cursor value. */
                cursor?: string;
                /** @description Number of results to return per page. */
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedStatementList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    statements_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random. The same request with the same key gets the same response again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            /**
             * @description The body is too large.
             *
             *     `file_too_large`: The file is larger than the limit.
             */
            413: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    statements_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID string identifying this statement. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementDetail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    statements_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID string identifying this statement. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            /** @description `statement_busy`: The statement is being imported. Try again when that is done. */
            409: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    statements_account_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID string identifying this statement. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignmentRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            /** @description `statement_busy`: The statement is being imported. Try again when that is done. */
            409: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    statements_cancel_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID string identifying this statement. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementDetail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            /** @description `store_unavailable`: The service is temporarily unavailable. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    statements_choose_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID string identifying this statement. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChosenRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            /** @description `statement_busy`: The statement is being imported. Try again when that is done. */
            409: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `store_unavailable`: The service is temporarily unavailable. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    statements_file_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID string identifying this statement. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileLink"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    statements_refused_list: {
        parameters: {
            query?: {
                /** @description The pagination cursor value. */
                cursor?: string;
                /** @description Number of results to return per page. */
                page_size?: number;
            };
            header?: never;
            path: {
                /** @description A UUID string identifying this statement. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedRefusedRowList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    statements_refused_correct_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID string identifying this statement. */
                id: string;
                line: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectionRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            /** @description `statement_busy`: The statement is being imported. Try again when that is done. */
            409: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    statements_sample_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"][];
                };
            };
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            /** @description `has_statements`: Sample data is for accounts without statements. Delete yours first. */
            409: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    token_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["BadRequest"];
            /**
             * @description `no_active_account`: Wrong email or password.
             *
             *     `second_factor_required`: Enter the 6-digit code of your authenticator app.
             */
            401: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    token_refresh_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random. The same request with the same key gets the same response again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["BadRequest"];
            /**
             * @description `not_signed_in`: You are not signed in.
             *
             *     `session_replayed`: Your session was ended because an old refresh token was reused. Sign in again, and change your password if you don't know why.
             */
            401: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    token_revoke_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    token_second_factor_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChallengeAnswerRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["BadRequest"];
            /**
             * @description `code_wrong`: Invalid or used code. Wait for the next one.
             *
             *     `challenge_expired`: The sign-in has expired. Sign in again.
             */
            401: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    token_verify_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenVerifyRequest"];
            };
        };
        responses: {
            /** @description No response body */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            /** @description `token_not_valid`: Token is invalid or expired */
            401: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    transactions_list: {
        parameters: {
            query?: {
                account?: number;
                amount_max?: string;
                amount_min?: string;
                card?: string;
                /** @description Any of these; an empty value means uncategorized. */
                category?: string[];
                currency?: string;
                /** @description The pagination cursor value. */
                cursor?: string;
                date_from?: string;
                date_to?: string;
                /**
                 * @description * `purchase` - Purchase
                 *     * `payment` - Payment
                 *     * `refund` - Refund
                 *     * `fee` - Fee
                 */
                kind?: "purchase" | "payment" | "refund" | "fee";
                merchant?: string;
                /** @description Number of results to return per page. */
                page_size?: number;
                /**
                 * @description * `-date` - -date
                 *     * `date` - date
                 *     * `-amount` - -amount
                 *     * `amount` - amount
                 *     * `merchant` - merchant
                 *     * `-merchant` - -merchant
                 *     * `category` - category
                 *     * `-category` - -category
                 */
                sort?: "-date" | "date" | "-amount" | "amount" | "merchant" | "-merchant" | "category" | "-category";
                statement?: string;
                /** @description Words that must all occur in the merchant or description. */
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedTransactionList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    transactions_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    transactions_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedEditRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    transactions_categorise_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoriseRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Categorised"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    transactions_delete_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SelectionRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    transactions_export_retrieve: {
        parameters: {
            query?: {
                account?: number;
                amount_max?: string;
                amount_min?: string;
                card?: string;
                /** @description Any of these; an empty value means uncategorized. */
                category?: string[];
                currency?: string;
                date_from?: string;
                date_to?: string;
                /**
                 * @description * `purchase` - Purchase
                 *     * `payment` - Payment
                 *     * `refund` - Refund
                 *     * `fee` - Fee
                 */
                kind?: "purchase" | "payment" | "refund" | "fee";
                merchant?: string;
                statement?: string;
                /** @description Words that must all occur in the merchant or description. */
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    transactions_export_json_lines_retrieve: {
        parameters: {
            query?: {
                account?: number;
                amount_max?: string;
                amount_min?: string;
                card?: string;
                /** @description Any of these; an empty value means uncategorized. */
                category?: string[];
                currency?: string;
                date_from?: string;
                date_to?: string;
                /**
                 * @description * `purchase` - Purchase
                 *     * `payment` - Payment
                 *     * `refund` - Refund
                 *     * `fee` - Fee
                 */
                kind?: "purchase" | "payment" | "refund" | "fee";
                merchant?: string;
                statement?: string;
                /** @description Words that must all occur in the merchant or description. */
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    transactions_spelling_retrieve: {
        parameters: {
            query: {
                /** @description Words that no transaction contains. */
                text: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Spelling"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    transactions_totals_list: {
        parameters: {
            query?: {
                account?: number;
                amount_max?: string;
                amount_min?: string;
                card?: string;
                /** @description Any of these; an empty value means uncategorized. */
                category?: string[];
                currency?: string;
                date_from?: string;
                date_to?: string;
                /**
                 * @description * `purchase` - Purchase
                 *     * `payment` - Payment
                 *     * `refund` - Refund
                 *     * `fee` - Fee
                 */
                kind?: "purchase" | "payment" | "refund" | "fee";
                merchant?: string;
                statement?: string;
                /** @description Words that must all occur in the merchant or description. */
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Total"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    users_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUpRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["BadRequest"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    users_confirm_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmSignUpRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmedSignUp"];
                };
            };
            /**
             * @description Invalid input; `errors` names the fields and the reasons.
             *
             *     `link_spent`: This link has expired or was already used. Request a new one.
             */
            400: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    users_confirm_email_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Email"];
                };
            };
            /**
             * @description Invalid input; `errors` names the fields and the reasons.
             *
             *     `link_spent`: This link has expired or was already used. Request a new one.
             */
            400: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    users_keep_account_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Email"];
                };
            };
            /**
             * @description Invalid input; `errors` names the fields and the reasons.
             *
             *     `link_spent`: This link has expired or was already used. Request a new one.
             */
            400: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    users_me_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    users_me_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedPreferencesRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    users_me_confirmation_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConfirmationRequest"];
            };
        };
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    users_me_deletion_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deletion"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            /** @description `last_superuser`: You are the last superuser. Appoint another one first. */
            409: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    users_me_deletion_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            406: components["responses"]["NotAcceptable"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    users_me_email_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
    users_me_password_update: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPasswordRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Granted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    users_undo_email_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Email"];
                };
            };
            /**
             * @description Invalid input; `errors` names the fields and the reasons.
             *
             *     `link_spent`: This link has expired or was already used. Request a new one.
             */
            400: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `throttled`: Request was throttled. */
            429: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    /** @description Seconds. */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": components["responses"]["ServerError"];
        };
    };
}
