#pragma once

#include "core/safety/decision.h"
#include "ui/theme/severity.h"

namespace dermis {

SeverityMark markOf(Severity severity);
/// How a finding looks: what is not known looks "not asked", whatever its rule's severity.
SeverityMark markOf(const Finding &finding);
/// "Relative", or for what is not known the word that fits: "Not asked", "Unsure", "Too old".
QString markWord(const Finding &finding);
/// The rule's title, with the zone where it concerns one.
QString titleOf(const Finding &finding);
/// The facts behind it, to follow "Because": “Cold sores?” “yes”, asked 12 Nov 2026 by Sr Zwane; age: “16”.
QString becauseOf(const Finding &finding);
/// What is to be answered first; the linkId of a question, or nothing.
QString openQuestion(const Finding &finding);
/// "MN-INF-07 version 1 · [S44][S46]", with "practice policy" where it rests on that.
QString sourceOf(const Finding &finding);
/// The antiviral record of a decision in one sentence.
QString antiviralWords(const Antiviral &antiviral);
/// "Treat as planned", "Defer until" ...
QString verdictWords(Verdict verdict);

} // namespace dermis
