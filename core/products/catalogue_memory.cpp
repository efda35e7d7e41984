#include "core/products/catalogue_memory.h"

namespace dermis {

namespace {

template <typename Key, typename Value>
std::optional<Value> valueOf(const QHash<Key, Value> &hash, const Key &key)
{
    const auto found = hash.constFind(key);
    return found == hash.constEnd() ? std::nullopt : std::optional(*found);
}

} // namespace

std::optional<TextMeaning> CatalogueMemory::meaning(const QString &text) const
{
    const QMutexLocker locker(&m_lock);
    return valueOf(m_meanings, text);
}

void CatalogueMemory::keep(const QString &text, const TextMeaning &meaning)
{
    const QMutexLocker locker(&m_lock);
    if (m_meanings.size() >= most)
        m_meanings.clear();
    m_meanings.insert(text, meaning);
}

std::optional<CrossReaction> CatalogueMemory::crossReaction(const QString &allergy, const QString &ingredient) const
{
    const QMutexLocker locker(&m_lock);
    return valueOf(m_reactions, std::pair(allergy, ingredient));
}

void CatalogueMemory::keep(const QString &allergy, const QString &ingredient, const CrossReaction &reaction)
{
    const QMutexLocker locker(&m_lock);
    if (m_reactions.size() >= most)
        m_reactions.clear();
    m_reactions.insert({allergy, ingredient}, reaction);
}

} // namespace dermis
