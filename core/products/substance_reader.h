#pragma once

#include "core/products/substance_catalogue.h"

class QJsonObject;
class QJsonValue;

namespace dermis {

/// One record of the file; InvalidInput says what is wrong with it.
Result<Substance> substanceFromJson(const QJsonObject &object);
/// The same record again.
QJsonObject substanceToJson(const Substance &substance);

/// Reads resources/safety/substances.json once, and checks it.
class SubstanceReader
{
public:
    Result<SubstanceCatalogue> read(const QByteArray &json);

private:
    Result<> readGroup(const QJsonObject &object);
    Result<> readRelation(const QJsonObject &object);
    Result<> readSubstances(const QJsonValue &array);
    Result<> readAmbiguous(const QJsonObject &object);
    Result<> readPhrases(const QJsonObject &object);
    Result<> checkReferences() const;

    SubstanceCatalogue m_catalogue;
};

} // namespace dermis
