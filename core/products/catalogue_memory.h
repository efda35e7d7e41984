#pragma once

#include "core/products/text_meaning.h"

#include <QMutex>

#include <optional>

namespace dermis {

/// Remembers what a catalogue of substances was asked, since many patients say the same words and meet the same ingredients; may be
/// asked from several threads.
class CatalogueMemory
{
public:
    std::optional<TextMeaning> meaning(const QString &text) const;
    void keep(const QString &text, const TextMeaning &meaning);
    std::optional<CrossReaction> crossReaction(const QString &allergy, const QString &ingredient) const;
    void keep(const QString &allergy, const QString &ingredient, const CrossReaction &reaction);

private:
    static constexpr qsizetype most = 50'000; // of each; then it begins anew
    mutable QMutex m_lock;
    QHash<QString, TextMeaning> m_meanings;
    QHash<std::pair<QString, QString>, CrossReaction> m_reactions;
};

} // namespace dermis
