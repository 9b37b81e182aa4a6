/** The JSON Schema of what `check --reporter json` prints; `merge-reports` holds what it reads against it. */
export const REPORT_SCHEMA = {
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: "lossproof.report.schema.json",
  title: "What `lossproof check --reporter json` prints. These fields are stable; others may be added.",
  type: "object",
  required: ["schema", "version", "ok", "files", "summary"],
  properties: {
    schema: {
      const: 1,
    },
    version: {
      type: "string",
    },
    ok: {
      description: "every claim is as stated and every text could be read",
      type: "boolean",
    },
    files: {
      type: "array",
      items: {
        $ref: "#/definitions/file",
      },
    },
    summary: {
      type: "object",
      required: ["theorems", "met", "proved", "refuted", "undecided", "errors", "ms"],
      properties: {
        theorems: {
          $ref: "#/definitions/count",
        },
        met: {
          $ref: "#/definitions/count",
        },
        proved: {
          $ref: "#/definitions/count",
        },
        refuted: {
          $ref: "#/definitions/count",
        },
        undecided: {
          $ref: "#/definitions/count",
        },
        errors: {
          $ref: "#/definitions/count",
        },
        ms: {
          type: "number",
          minimum: 0,
        },
      },
    },
  },
  definitions: {
    count: {
      type: "integer",
      minimum: 0,
    },
    position: {
      type: "integer",
      minimum: 1,
    },
    textOrNull: {
      type: ["string", "null"],
    },
    verdict: {
      enum: ["proved", "refuted", "undecided", "error"],
    },
    file: {
      type: "object",
      required: ["path", "id", "title", "diagnostics", "theorems"],
      properties: {
        path: {
          type: "string",
        },
        id: {
          type: "string",
        },
        title: {
          type: "string",
        },
        diagnostics: {
          type: "array",
          items: {
            $ref: "#/definitions/diagnostic",
          },
        },
        theorems: {
          type: "array",
          items: {
            $ref: "#/definitions/theorem",
          },
        },
      },
    },
    diagnostic: {
      type: "object",
      required: ["code", "severity", "message", "line", "column", "endLine", "endColumn"],
      properties: {
        code: {
          type: "string",
          pattern: "^[ECW][0-9]{3}$",
        },
        severity: {
          enum: ["error", "warning"],
        },
        message: {
          type: "string",
        },
        line: {
          $ref: "#/definitions/position",
        },
        column: {
          $ref: "#/definitions/position",
        },
        endLine: {
          $ref: "#/definitions/position",
        },
        endColumn: {
          $ref: "#/definitions/position",
        },
        notes: {
          type: "array",
          items: {
            type: "string",
          },
        },
        help: {
          $ref: "#/definitions/textOrNull",
        },
      },
    },
    theorem: {
      type: "object",
      required: [
        "id",
        "kind",
        "line",
        "statement",
        "verdict",
        "met",
        "ms",
        "reason",
        "counterexample",
        "repair",
        "steps",
        "hypotheses",
        "restsOn",
      ],
      properties: {
        id: {
          type: "string",
        },
        kind: {
          enum: ["theorem", "refute"],
        },
        title: {
          $ref: "#/definitions/textOrNull",
        },
        section: {
          $ref: "#/definitions/textOrNull",
        },
        line: {
          $ref: "#/definitions/position",
        },
        statement: {
          type: "string",
        },
        verdict: {
          $ref: "#/definitions/verdict",
        },
        met: {
          type: "boolean",
        },
        ms: {
          type: "number",
          minimum: 0,
        },
        reason: {
          $ref: "#/definitions/textOrNull",
        },
        counterexample: {
          oneOf: [
            {
              type: "null",
            },
            {
              type: "object",
              required: ["how", "assignment", "lhs", "rhs", "explanation", "certificate"],
              properties: {
                how: {
                  enum: ["false", "undefined"],
                },
                assignment: {
                  type: "object",
                  additionalProperties: {
                    type: "string",
                  },
                },
                lhs: {
                  $ref: "#/definitions/textOrNull",
                },
                rhs: {
                  $ref: "#/definitions/textOrNull",
                },
                explanation: {
                  type: "string",
                },
                certificate: {
                  enum: ["exact", "interval"],
                },
              },
            },
          ],
        },
        repair: {
          oneOf: [
            {
              type: "null",
            },
            {
              type: "object",
              required: ["statement", "change"],
              properties: {
                statement: {
                  type: "string",
                },
                change: {
                  type: "string",
                },
              },
            },
          ],
        },
        steps: {
          type: "array",
          items: {
            $ref: "#/definitions/step",
          },
        },
        hypotheses: {
          type: "array",
          items: {
            type: "string",
          },
        },
        restsOn: {
          type: "array",
          items: {
            type: "string",
          },
        },
        place: {
          oneOf: [
            {
              type: "null",
            },
            {
              $ref: "#/definitions/place",
            },
          ],
        },
        stop: {
          enum: [
            null,
            "step",
            "conclusion",
            "limit",
            "backstop",
            "hypotheses",
            "definedness",
            "missing",
            "fault",
            "interrupted",
          ],
        },
      },
    },
    step: {
      type: "object",
      required: ["text", "reason", "verdict"],
      properties: {
        text: {
          type: "string",
        },
        reason: {
          type: "string",
        },
        verdict: {
          $ref: "#/definitions/verdict",
        },
        details: {
          type: "array",
          items: {
            $ref: "#/definitions/step",
          },
        },
      },
    },
    place: {
      type: "object",
      required: ["line", "column", "endLine", "endColumn"],
      properties: {
        line: {
          $ref: "#/definitions/position",
        },
        column: {
          $ref: "#/definitions/position",
        },
        endLine: {
          $ref: "#/definitions/position",
        },
        endColumn: {
          $ref: "#/definitions/position",
        },
      },
    },
  },
} as const;
