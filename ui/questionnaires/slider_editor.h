#pragma once

#include "ui/questionnaires/text_editors.h"

namespace dermis {

class SliderTrack;

/// A number on a scale, with the number beside it to be typed; Left and Right, Page Up and Page Down move it. Nothing
/// is chosen until it is touched.
class SliderEditor : public NumberEditor
{
    Q_OBJECT
public:
    SliderEditor(const Item &item, const EditorSetting &setting, QWidget *parent = nullptr);
    bool isWide() const override { return true; }
    void setReadOnly(bool readOnly) override;

protected:
    void showAnswer(const Answer &answer) override;
    bool useKey(const QKeyEvent &event) override;

private:
    void moveTo(int step);
    std::optional<double> number() const;
    void showHandle();

    double m_least;
    double m_step;
    int m_places;    ///< after the point
    int m_stepCount; ///< from the least to the most
    SliderTrack *m_track;
};

} // namespace dermis
