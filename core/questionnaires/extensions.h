#pragma once

#include <QLatin1StringView>

namespace dermis::extension {

// Ours; docs/questionnaire-extensions.md says what each means.
inline constexpr QLatin1StringView answerer{"https://dermis.example/fhir/StructureDefinition/answerer"};
inline constexpr QLatin1StringView shelfLife{"https://dermis.example/fhir/StructureDefinition/shelf-life"};
inline constexpr QLatin1StringView notInFuture{
    "https://dermis.example/fhir/StructureDefinition/not-in-future"};
inline constexpr QLatin1StringView perArea{"https://dermis.example/fhir/StructureDefinition/per-area"};
inline constexpr QLatin1StringView answeredAt{"https://dermis.example/fhir/StructureDefinition/answered-at"};
inline constexpr QLatin1StringView answeredBy{"https://dermis.example/fhir/StructureDefinition/answered-by"};
inline constexpr QLatin1StringView answerSource{
    "https://dermis.example/fhir/StructureDefinition/answer-source"};

// HL7's.
inline constexpr QLatin1StringView dataAbsentReason{
    "http://hl7.org/fhir/StructureDefinition/data-absent-reason"};
inline constexpr QLatin1StringView itemControl{
    "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"};
inline constexpr QLatin1StringView minValue{"http://hl7.org/fhir/StructureDefinition/minValue"};
inline constexpr QLatin1StringView maxValue{"http://hl7.org/fhir/StructureDefinition/maxValue"};
inline constexpr QLatin1StringView optionExclusive{
    "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive"};
inline constexpr QLatin1StringView unit{"http://hl7.org/fhir/StructureDefinition/questionnaire-unit"};

} // namespace dermis::extension
