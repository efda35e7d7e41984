#pragma once

#include <QStringView>

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
/// Who gave the answers of a response that came from elsewhere, as it was written there.
inline constexpr QLatin1StringView givenBy{"https://dermis.example/fhir/StructureDefinition/given-by"};

// HL7's.
inline constexpr QLatin1StringView dataAbsentReason{
    "http://hl7.org/fhir/StructureDefinition/data-absent-reason"};
inline constexpr QLatin1StringView translation{"http://hl7.org/fhir/StructureDefinition/translation"};
inline constexpr QLatin1StringView itemControl{
    "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"};
inline constexpr QLatin1StringView choiceOrientation{
    "http://hl7.org/fhir/StructureDefinition/questionnaire-choiceOrientation"};
inline constexpr QLatin1StringView hidden{"http://hl7.org/fhir/StructureDefinition/questionnaire-hidden"};
inline constexpr QLatin1StringView minValue{"http://hl7.org/fhir/StructureDefinition/minValue"};
inline constexpr QLatin1StringView maxValue{"http://hl7.org/fhir/StructureDefinition/maxValue"};
inline constexpr QLatin1StringView minLength{"http://hl7.org/fhir/StructureDefinition/minLength"};
inline constexpr QLatin1StringView maxDecimalPlaces{
    "http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces"};
inline constexpr QLatin1StringView minOccurs{"http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs"};
inline constexpr QLatin1StringView maxOccurs{"http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs"};
inline constexpr QLatin1StringView regex{"http://hl7.org/fhir/StructureDefinition/regex"};
inline constexpr QLatin1StringView entryFormat{"http://hl7.org/fhir/StructureDefinition/entryFormat"};
inline constexpr QLatin1StringView optionExclusive{
    "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive"};
inline constexpr QLatin1StringView optionPrefix{
    "http://hl7.org/fhir/StructureDefinition/questionnaire-optionPrefix"};
inline constexpr QLatin1StringView ordinalValue{"http://hl7.org/fhir/StructureDefinition/ordinalValue"};
inline constexpr QLatin1StringView itemWeight{"http://hl7.org/fhir/StructureDefinition/itemWeight"};
inline constexpr QLatin1StringView unit{"http://hl7.org/fhir/StructureDefinition/questionnaire-unit"};
inline constexpr QLatin1StringView unitOption{
    "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption"};
inline constexpr QLatin1StringView sliderStep{
    "http://hl7.org/fhir/StructureDefinition/questionnaire-sliderStepValue"};
inline constexpr QLatin1StringView mimeType{"http://hl7.org/fhir/StructureDefinition/mimeType"};
inline constexpr QLatin1StringView maxSize{"http://hl7.org/fhir/StructureDefinition/maxSize"};
inline constexpr QLatin1StringView referenceResource{
    "http://hl7.org/fhir/StructureDefinition/questionnaire-referenceResource"};
inline constexpr QLatin1StringView variable{"http://hl7.org/fhir/StructureDefinition/variable"};
inline constexpr QLatin1StringView calculatedExpression{
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"};
inline constexpr QLatin1StringView enableWhenExpression{
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression"};

/// Whether it is one of those that we write on an answer.
inline bool isOurs(QStringView url)
{
    return url == answeredAt || url == answeredBy || url == answerSource || url == dataAbsentReason;
}

} // namespace dermis::extension
