package io.ticketsense.groq;

/** What to do after a request that gave no triage. */
enum Remedy {
  /** Send the same again after a pause. */
  RETRY,
  /** Ask again at once, telling the model what was wrong if that is known. */
  REPAIR,
  /** Ask again at once with a lower limit of answer tokens. */
  SHRINK_CAP,
  /** Ask again at once with a higher limit of answer tokens. */
  RAISE_CAP,
  /** Ask again at once in a less strict answer format. */
  STEP_DOWN,
  /** Another model may help. */
  NEXT_MODEL,
  /** Nothing will help. */
  FAIL
}
