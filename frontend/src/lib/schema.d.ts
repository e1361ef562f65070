// Generated from the server's OpenAPI document by `npm run types`.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
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
        /** CardView */
        CardView: {
            /**
             * Age Days
             * @default null
             */
            age_days: number | null;
            /**
             * Answers
             * @default null
             */
            answers: string | null;
            /**
             * Detail
             * @default null
             */
            detail: string | null;
            /**
             * Due
             * @default null
             */
            due: string | null;
            evidence: components["schemas"]["Evidence"];
            /** Id */
            id: string;
            lane: components["schemas"]["Lane"];
            /**
             * Late Days
             * @default null
             */
            late_days: number | null;
            /**
             * Map
             * @default null
             */
            map: string | null;
            /**
             * Mark
             * @description Number on the diamond of an opportunity, and on the curve
             * @default null
             */
            mark: number | null;
            /**
             * N
             * @default null
             */
            n: number | null;
            /**
             * On
             * @default null
             */
            on: string | null;
            /**
             * Owner
             * @default null
             */
            owner: string | null;
            /**
             * Source
             * @default null
             */
            source: string | null;
            /**
             * Stale
             * @default false
             */
            stale: boolean;
            /**
             * Status
             * @default null
             */
            status: string | null;
            /** Tags */
            tags: string[];
            /** Text */
            text: string;
            /** @default null */
            tile: components["schemas"]["Tile"] | null;
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
         * Direction
         * @enum {string}
         */
        Direction: "up" | "down";
        /**
         * Evidence
         * @description How we know: counted in data, told by somebody, or guessed.
         * @enum {string}
         */
        Evidence: "measured" | "reported" | "assumed";
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
         * Lane
         * @description The rows of a map. Cards live in all of them but the curve and the touchpoints.
         * @enum {string}
         */
        Lane: "goal" | "motivation" | "action" | "touchpoint" | "thought" | "emotion" | "pain" | "gain" | "measure" | "opportunity" | "action_item" | "front_stage" | "back_stage" | "support" | "image" | "risk";
        /** LaneView */
        LaneView: {
            /**
             * Folded
             * @default false
             */
            folded: boolean;
            id: components["schemas"]["Lane"];
            /**
             * Note
             * @default null
             */
            note: string | null;
            /** Title */
            title: string;
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
            /**
             * Summary
             * @default null
             */
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
             * @default null
             */
            step: string | null;
            /** Title */
            title: string;
        };
        /**
         * Number
         * @description One value with numerator, denominator, n, its 95 % interval where one exists, and what may be drawn.
         */
        Number: {
            /**
             * Denominator
             * @default null
             */
            denominator: number | null;
            /**
             * High
             * @default null
             */
            high: number | null;
            /**
             * Low
             * @default null
             */
            low: number | null;
            /**
             * N
             * @description Observations the value rests on
             */
            n: number;
            /**
             * Numerator
             * @default null
             */
            numerator: number | null;
            /**
             * Show
             * @enum {string}
             */
            show: "full" | "interval" | "hidden";
            /**
             * Still Open
             * @description Observations whose window has not ended
             * @default null
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
        /** ObjectiveView */
        ObjectiveView: {
            /**
             * Due
             * @default null
             */
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
         * Outcome
         * @description What became of the people who entered: went on + still open + lost = entered.
         */
        Outcome: {
            /** Entered */
            entered: number;
            /** Lost */
            lost: number;
            /** @description went on / (went on + lost) */
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
        /** PersonaView */
        PersonaView: {
            /**
             * About
             * @default null
             */
            about: string | null;
            /**
             * Age
             * @default null
             */
            age: number | null;
            /** Behaviours */
            behaviours: string[];
            /** Challenges */
            challenges: string[];
            /** @default assumed */
            evidence: components["schemas"]["Evidence"];
            /**
             * Goal
             * @default null
             */
            goal: string | null;
            /** Id */
            id: string;
            /** Motivations */
            motivations: string[];
            /** Name */
            name: string;
            /**
             * Segment
             * @default null
             */
            segment: string | null;
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
        /** SegmentView */
        SegmentView: {
            /** Id */
            id: string;
            /** Label */
            label: string;
            /** Rule */
            rule: string;
        };
        /** Source */
        Source: {
            /**
             * Complete Through
             * Format: date-time
             */
            complete_through: string;
            /** Name */
            name: string;
        };
        /** StageView */
        StageView: {
            /** Id */
            id: string;
            /** Kpis */
            kpis: components["schemas"]["Tile"][];
            /**
             * @description Went on = reached a later stage; null for the last stage
             * @default null
             */
            outcome: components["schemas"]["Outcome"] | null;
            people: components["schemas"]["Number"];
            /** Position */
            position: number;
            /** Steps */
            steps: string[];
            /** Title */
            title: string;
        };
        /** StepView */
        StepView: {
            /**
             * Believed
             * @default null
             */
            believed: number | null;
            /** Cards */
            cards: components["schemas"]["CardView"][];
            /**
             * Channels
             * @description Channels seen in the data, with people
             */
            channels: components["schemas"]["TouchpointView"][];
            /** @default assumed */
            evidence: components["schemas"]["Evidence"];
            /**
             * Expected Within
             * @default null
             */
            expected_within: string | null;
            /** @default null */
            felt: components["schemas"]["Felt"] | null;
            /** Felt Otherwise */
            felt_otherwise: components["schemas"]["Felt"][];
            /**
             * Finding
             * @description What the panel says first, in words
             * @default null
             */
            finding: string | null;
            /**
             * Gap
             * @description measured minus believed; null unless both may be shown
             * @default null
             */
            gap: number | null;
            /**
             * Gap Words
             * @default null
             */
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
            /**
             * @description Null for a step without a rule or without people
             * @default null
             */
            outcome: components["schemas"]["Outcome"] | null;
            people: components["schemas"]["Number"];
            /** Stage */
            stage: string;
            /** Tiles */
            tiles: components["schemas"]["Tile"][];
            /** @default null */
            time_to_next: components["schemas"]["Quartiles"] | null;
            /** Title */
            title: string;
            /** Touchpoints */
            touchpoints: components["schemas"]["TouchpointView"][];
            /** Visits */
            visits: number;
        };
        /**
         * Tile
         * @description A measure as the map shows it: value, change against the period before, and a small line.
         */
        Tile: {
            /**
             * @description The same over the period of equal length before
             * @default null
             */
            before: components["schemas"]["Number"] | null;
            /** @default up */
            direction: components["schemas"]["Direction"];
            /** Label */
            label: string;
            /** Measure */
            measure: string;
            number: components["schemas"]["Number"];
            /** Params */
            params: {
                [key: string]: unknown;
            };
            /** Series */
            series: components["schemas"]["Point"][];
            /**
             * Target
             * @default null
             */
            target: number | null;
        };
        /** TouchpointView */
        TouchpointView: {
            /**
             * Channel
             * @default null
             */
            channel: string | null;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * People
             * @default null
             */
            people: number | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
